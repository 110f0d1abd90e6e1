"""What is wrong with a picture: its XML, and where its texts really stand, asked of a browser."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary
from xml.etree import ElementTree

from playwright.sync_api import Browser, Page

SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = {"svg", "title", "desc", "style", "rect", "circle", "polyline", "polygon", "text"}

_FAULTS = """
() => {
  const edge = 0.5, faults = [], svg = document.querySelector('svg'), room = svg.viewBox.baseVal;
  const of = one => ({x: one.x, y: one.y, right: one.x + one.width, bottom: one.y + one.height});
  const texts = [...svg.querySelectorAll('text')].map(one => [one.textContent, of(one.getBBox())]);
  const cards = [...svg.querySelectorAll('rect:not(.paper):not(.band)')].map(one => of(one.getBBox()));
  const before = (a, b) => a.right - edge <= b.x || a.bottom - edge <= b.y;
  const meet = (a, b) => !before(a, b) && !before(b, a);
  const starts = (a, b) => a.x >= b.x - edge && a.y >= b.y - edge;
  const inside = (a, b) => starts(a, b) && a.right <= b.right + edge && a.bottom <= b.bottom + edge;
  texts.forEach(([text, box], at) => {
    if (!inside(box, of(room))) faults.push(`outside the picture: ${text}`);
    for (const [other, its] of texts.slice(at + 1)) if (meet(box, its)) faults.push(`${text} over ${other}`);
    for (const card of cards) if (meet(box, card) && !inside(box, card)) faults.push(`over an edge: ${text}`);
  });
  return faults;
}
"""


def xml_faults(svg: str) -> list[str]:
    """Return what a picture must not hold, or lacks."""
    root = ElementTree.fromstring(svg)
    names = {one.tag.removeprefix(SVG) for one in root.iter()}
    faults = [f"element {name}" for name in sorted(names - _ELEMENTS)]
    for name in ("title", "desc"):
        found = root.find(SVG + name)
        if found is None or not (found.text or "").strip():
            faults.append(f"no {name}")
    faults += [f"attribute {key}" for one in root.iter() for key in one.attrib if key.startswith("on") or "href" in key]
    faults += ["an address"] if re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", svg) else []
    sizes = [float(one.attrib["font-size"]) for one in root.iter(SVG + "text")]
    faults += [f"text of size {min(sizes)}"] if sizes and min(sizes) < 17 else []
    return faults


def text_faults(browser: Browser, svg: str) -> list[str]:
    """Return the texts that stand over each other, over an edge, or outside, as the browser draws them."""
    page = _pages.get(browser) or _pages.setdefault(browser, browser.new_page())
    page.set_content(f"<body style='margin:0'>{svg}</body>")
    faults: list[str] = page.evaluate(_FAULTS)
    return faults


_pages: WeakKeyDictionary[Browser, Page] = WeakKeyDictionary()
"""A page of each browser, in which one picture after the other is shown: a new page costs more than the picture."""
