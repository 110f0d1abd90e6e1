"""What leads to a person's phone, mailbox or door: found in flat text, written as people in Sweden write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_THREE = "1[013689]|2[136]|3[1356]|4[0246]|54|6[03]|90"
_AREA = rf"08|0(?:{_THREE})|0(?!7|8|20|{_THREE})[1-9]\d\d"
_BETWEEN = r"[ .\-/]{0,3}"
_LOCAL = r"[1-9]\d{4,7}|[1-9]\d{1,2}(?:(?P<sign>[ .-]| - )\d{2,3}(?:(?P=sign)\d{2,3}){0,2})|[1-9]\d{2,3}[ .-]\d{3,4}"
# Where a number begins with 00 it needs the code of a country that is near, or that many in Sweden have family in.
_COUNTRY = r"46|47|45|35[48]|298|37[012]|4[89]|44|3[1-49]|38[1579]|4[013]|90|9[68]\d|25\d|1"
_PHONES = (
    re.compile(rf"(?:\(?0|\(0\))7[02369]\)?(?:{_BETWEEN}\d){{7}}(?!\d)"),
    re.compile(r"07 [02369]\d(?: \d\d){3}(?! ?\d)"),
    re.compile(rf"(?:\((?:{_AREA})\) ?|(?:{_AREA})(?: ?[-/.] ?| ))(?:{_LOCAL})(?!\d)"),
    re.compile(rf"(?:{_AREA})[1-9]\d{{5,7}}(?!\d)"),
    re.compile(rf"(?:\+ ?|00 ?)46(?:[ .-]?\(0\)|{_BETWEEN}0)?(?:{_BETWEEN}\d){{7,9}}(?!\d)"),
    re.compile(rf"(?:\+[1-9]\d{{0,2}}|00(?:{_COUNTRY}))(?:[ .-]?\(0\))?(?:{_BETWEEN}\d){{6,12}}(?!\d)"),
)
_START = re.compile(r"(?:\+(?= ?[1-9])|\((?=0\d{0,3}\))|0(?=[ \d]))(?<!\d.)")
_LETTER_BEFORE = re.compile(r"[^\W\d_]\Z")
_MAY_BE_GLUED = re.compile(r"(?:tel|tfn|telefon|mobil|mob|nr|nummer)\Z", re.IGNORECASE)
_CALLED = re.compile(
    r"(?<![^\W_])(?:isbn|issn|ean|iban|dnr|diarien(?:r|ummer)|org\.?nr|organisationsnummer|ocr|faktura(?:nr|nummer)?"
    r"|bankgiro|plusgiro|bg|pg|konto(?:nr|nummer)?|art\.?nr|artikelnummer|ordernr)[ .:]*\Z",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\+?\d{1,3}(?: \d{3}){2,}\Z")
_UNIT = re.compile(r" ?(?:kr\b|kronor|sek\b|euro|eur\b|mkr|miljon|%|procent|invånare|personer|barn\b)", re.IGNORECASE)
_DECIMAL_BEFORE = re.compile(r"(?<!\d)(?:\d{1,8}\.|\d{1,3},)\Z")
_TWO_TIMES = re.compile(r"[01]\d[0-5]\d ?- ?[012]\d[0-5]\d(?!\d)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s\0]*\Z", re.IGNORECASE)  # \0: what has been found there and hidden


def find_phones(text: str) -> Iterator[Span]:
    """Yield where phone numbers stand in the flat *text*. Service numbers (020, 077, 112, 1177) are nobody's."""
    done = 0
    for start in _START.finditer(text):
        end = _phone_end(text, start.start()) if start.start() >= done else 0
        if end:
            done = end
            yield start.start(), end


def _phone_end(text: str, start: int) -> int:
    ends = [found.end() for form in _PHONES if (found := form.match(text, start)) and _has_length(found[0])]
    return max(ends) if ends and not _is_something_else(text, start, max(ends)) else 0


def _has_length(written: str) -> bool:
    number = national(written)
    return 9 <= len(number) <= 15 if number.startswith("+") else 8 <= len(number) <= 10


def national(written: str) -> str:
    """Return a phone number's digits: a Swedish one begins with its area's 0, another with + and its country."""
    digits = "".join(re.findall(r"\d", written if written.startswith("(0)") else written.replace("(0)", "")))
    if written.startswith("+"):
        digits = f"00{digits}"
    if digits.startswith("0046"):
        return "0" + digits[4:].removeprefix("0")
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def _is_something_else(text: str, start: int, end: int) -> bool:
    """Whether what stands around the digits says that they are an amount, two times, a case or part of a link."""
    written, before = text[start:end], text[max(0, start - 80) : start]
    if _LETTER_BEFORE.search(before) and not _MAY_BE_GLUED.search(before[-9:]):
        return True
    if _AMOUNT.match(written) and (_UNIT.match(text, end) or re.search(r"\d \Z", before[-2:])):
        return True
    if written.isdecimal() and _DECIMAL_BEFORE.search(before[-10:]):
        return True
    return bool(_TWO_TIMES.match(written) or _CALLED.search(before[-24:]) or _LINK.search(before))


_AT = re.compile(r"@|[\[({] ?(?:at?|@|snabel-?a) ?[\])}]", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\W_][\w.+%'-]{0,63} {0,2}\Z")
_DOT = re.compile(r"\.| ?[\[(](?:dot|punkt)[\])] ?", re.IGNORECASE)
_HOST = re.compile(rf" {{0,2}}(?!\d+\.\d)(?:[^\W_][\w-]*+(?:{_DOT.pattern}))+[^\W\d_]{{2,24}}(?![^\W_])", re.IGNORECASE)
_COMMON_ENDS = (".se", ".com", ".nu", ".org", ".net", ".no", ".dk", ".fi", ".eu", ".info")


def find_emails(text: str) -> Iterator[Span]:
    """Yield where e-mail addresses stand in the flat *text*, with `@` or something like `(at)`."""
    for at in _AT.finditer(text):
        before = text[max(0, at.start() - 66) : at.start()]
        mailbox, host = _MAILBOX.search(before), _HOST.match(text, at.end())
        if mailbox and host and _is_email(mailbox[0], at[0], host[0], text[host.end() : host.end() + 1]):
            yield at.start() - len(mailbox[0]), host.end()


def _is_email(mailbox: str, at: str, host: str, after: str) -> bool:
    if mailbox == "git" and after == ":":
        return False  # git@host:folder
    blanks = (mailbox.endswith(" "), host.startswith(" "))
    if not any(blanks) or at.strip("[](){} ") not in ("@", "a", "A"):
        return True
    # Between blanks an @ is mostly meant as the word "at", an (a) as the first of several things.
    is_spaced = all(blanks) or not blanks[0] or "." in mailbox
    return at == "@" and is_spaced and host.endswith(_COMMON_ENDS)


def plain_email(written: str) -> str:
    """Return the e-mail address *written* with `@` and dots, in lower case."""
    return _DOT.sub(".", _AT.sub("@", written.casefold())).replace(" ", "")


_NUMBER = re.compile(
    r"\d(?:(?<=[^\W\d_] \d)|(?<=[^\W\d_]  \d))\d{0,2}"
    r"(?:[a-z](?![^\W_])| ?[A-Z](?![^\W_]))?(?: ?- ?\d{1,3}(?: ?[A-Z](?![^\W_]))?(?!\d))?(?![^\W_])"
    r"(?:,? (?:lgh|lägenhet|apt)\.? ?\d{1,4}(?!\d))?(?:,? (?:SE-)?\d{3} ?\d\d(?!\d)(?: [A-ZÅÄÖ][^\W\d_]+)?)?"
)
_NO_HOUSE = re.compile(
    r"\d+(?:[.:]\d|,\d{1,2}(?!\d)|[ -]?(?:%|(?:km|m|meter|mil|min|minut(?:er)?|timm(?:e|ar)|dag(?:ar)?|år|gång(?:er)?"
    r"|kr|kronor|procent|st|hus|steg|personer|barn|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november"
    r"|december)(?![^\W_])))"
)
_LAST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\Z")
_STREET_ENDS = (
    *("gatan", "gata", "vägen", "gränd", "gränden", "allé", "allén", "alléen", "stigen", "stig", "backen", "torget"),
    *("kajen", "slingan", "kroken", "svängen", "esplanaden", "promenaden", "liden", "terrassen"),
)
_ENDS_OF_LOWER = ("gatan", "vägen", "stigen", "gränd")
_NO_STREETS = re.compile(
    "(?:gå|bak|sido|tvär|huvud|genomfarts)gatan|(?:motor|cykel|järn|riks|läns|europa|om|ut|hem|gen|mellan|lands|kör|gång"
    "|reserv|medel|huvud|vatten|bil|halv|tåg|fram)vägen|(?:skid|uppförs|nedförs)backen|invaliden"
)
_WHICH = "lilla|stora|norra|södra|östra|västra|nya|gamla|övre|nedre|inre|yttre|gröna|långa|korta|breda|höga|sankta?"
_WHICH_BEFORE = re.compile(rf"(?<![^\W_])(?=[A-ZÅÄÖ])(?i:{_WHICH}) \Z")
_SEVERAL_WORDS = re.compile(
    r"(?<![^\W_])(?=[A-ZÅÄÖ])(?!(?:Kommunens|Regionens|Statens|Länets|Trafikverkets)(?![^\W_]))(?:"
    rf"(?i:{_WHICH}) (?i:gatan|vägen|gränden|gränd|torget|torg|allén|allé|stigen|backen|kajen|slingan)"
    r"|(?:[A-ZÅÄÖ][^\W\d_]+ )?[A-ZÅÄÖ][^\W\d_]+[sS] (?i:gata|väg|gränd|torg|allé|backe|stig)"
    r"|[A-ZÅÄÖ][^\W\d_]+ [A-ZÅÄÖ][^\W\d_]+[sS] (?i:plats))\Z"
)
_LAST_OF_SEVERAL = re.compile(
    "gatan?|väg(?:en)?|gränd(?:en)?|torg(?:et)?|allén?|stig(?:en)?|backen?|kajen|slingan|plats"
)
_ENGLISH_ENDS = ("Street", "Road", "Avenue", "Lane", "Crescent", "Terrace")
_ENGLISH = re.compile(
    rf"\d(?<![^\W_]\d)(?<!\d[.,]\d)\d{{0,2}}[A-Za-z]? (?:[A-Z][a-z']+ ){{1,3}}(?:{'|'.join(_ENGLISH_ENDS)})(?![^\W_])"
)


def find_addresses(text: str) -> Iterator[Span]:
    """Yield where a street with a house number stands in the flat *text*, with apartment and postal code after it."""
    for number in _NUMBER.finditer(text):
        begin = max(0, number.start() - 62)
        before = text[begin : number.start()].rstrip(" ")
        street = _street(before)
        if street and not _NO_HOUSE.match(text, number.start()):
            yield begin + len(before) - len(street), number.end()
    if any(end in text for end in _ENGLISH_ENDS):
        yield from (found.span() for found in _ENGLISH.finditer(text))


def _street(before: str) -> str:
    """Return the street that *before* ends with (`Storgatan`, `Karl Johans gata`), or an empty text."""
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    folded = word.casefold()
    if _LAST_OF_SEVERAL.fullmatch(folded):
        several = _SEVERAL_WORDS.search(before)
        return several[0] if several else ""
    which = _WHICH_BEFORE.search(before.removesuffix(word))
    if not folded.endswith(_STREET_ENDS) or (_NO_STREETS.fullmatch(folded) and not which):
        return ""
    is_name = word[0].isupper() or folded.endswith(_ENDS_OF_LOWER)
    return f"{which[0] if which else ''}{word}" if is_name else ""
