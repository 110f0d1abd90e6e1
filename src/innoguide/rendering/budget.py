"""What a template may cost. Its steps and its texts are counted, so that none fills the memory or never ends.

Counted is work, not time: a template that is allowed on one computer is allowed on all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MappingView
from functools import partial, wraps
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

WORK = 5_000_000  # the report of ten thousand records takes a tenth of it
SIGNS = 16  # in a text, for one step
CALL = 10  # steps that a call of a macro takes
LARGEST_NUMBER = 4096  # bits
MOST_DECIMALS = 20
WEIGHED = (str, list, tuple, dict, range, MappingView)  # and not the context, which filters of Jinja are given


class Budget:
    """What is left of the steps of one rendering."""

    def __init__(self) -> None:
        self.left = WORK

    def begin(self) -> None:
        """Begin a rendering."""
        self.left = WORK

    def spend(self, steps: int) -> bool:
        """Take *steps* from what is left. Raises `SecurityError` if there is not enough."""
        self.left -= steps
        if self.left < 0:
            raise SecurityError("does far more work than a document needs")
        return True

    def weigh(self, value: Any) -> Any:
        """Spend what it costs to go through *value*, which may hold the same list many times over; return it."""
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict | MappingView):
                one = list(one.values() if isinstance(one, dict) else one)  # type: ignore[call-overload]
            if isinstance(one, list | tuple):
                self.spend(1 + len(one))
                waiting += one
            else:
                self.spend(
                    1 + (len(one) // SIGNS if isinstance(one, str) else len(one) if isinstance(one, range) else 0)
                )
        return value

    def joined(self, *texts: Any) -> str:
        """Return what `~` makes of *texts*."""
        self.weigh([one_text(text) for text in texts])
        return "".join(map(str, texts))

    def added(self, left: Any, right: Any) -> Any:
        """Return what `+` makes of two texts, lists or numbers."""
        if isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self.spend(1 + (len(left) + len(right)) // SIGNS)
        return checked_number(left + right)

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return the filters that `Counting` puts in. With the context, so that none is reckoned out beforehand."""
        jobs = {"spend": self.spend, "weigh": self.weigh, "joined": self.joined}
        return {f"{name}()": pass_context(partial(_without_context, job)) for name, job in jobs.items()}

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function* as one that pays for what it is given and for the text it gives back."""

        @wraps(function)
        def paid(*given: Any, **named: Any) -> Any:
            self.weigh([one for one in (*given, *named.values()) if isinstance(one, WEIGHED)])
            result = checked_number(function(*given, **named))
            self.spend(len(result) // SIGNS if isinstance(result, str) else 0)
            return result

        return paid

    def join(self, values: Any, between: str = "") -> str:
        """The filter `join`."""
        texts = [one_text(one) for one in self.weigh(values if isinstance(values, range) else list(values))]
        self.spend(len(texts) * len(between) // SIGNS)
        return between.join(map(str, texts))

    def say(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function*, which puts values into a text, as one that pays for each place a value is put in."""

        @wraps(function)
        def paid(*texts: str, **values: Any) -> Any:
            places = max((text.count("{") for text in texts), default=0)
            self.spend(1 + places * sum(len(one) for one in values.values() if isinstance(one, str)) // SIGNS)
            return function(*texts, **values)

        return paid


def checked_number(value: Any) -> Any:
    """Return *value*. Raises `SecurityError` if it is a number of more signs than anybody counts to."""
    if isinstance(value, int) and value.bit_length() > LARGEST_NUMBER:
        raise SecurityError("counts too far")
    return value


def on_text(function: Callable[[str], str]) -> Callable[[Any], str]:
    """Return *function* as a filter of one value: a list as text may be endless, as it may hold itself many times."""
    return lambda value: function(str(one_text(value)))


def total(values: Any) -> Any:
    """The filter `sum`, of numbers."""
    return checked_number(sum(values))


def _without_context(job: Callable[..., Any], _context: Context, *given: Any) -> Any:
    return job(*given)


def rounded(value: Any, precision: int = 0, method: str = "common") -> Any:
    """The filter `round`: Jinja's own reckons ten to the power of *precision*."""
    if abs(precision) > MOST_DECIMALS:
        raise SecurityError("counts too far")
    return FILTERS["round"](value, precision, method)


class _Namespace(Namespace):
    """Jinja's own tells all that it holds when it is written, and that may be endless."""

    def __repr__(self) -> str:
        return "namespace"


def namespace(*given: Any, **named: Any) -> Namespace:
    """The global `namespace`: a function, so that what it is given is counted."""
    return _Namespace(*given, **named)


def one_text(value: Any) -> Any:
    """Return *value*. Raises `SecurityError` for what holds others: as text it may be endless."""
    if isinstance(value, list | tuple | dict | MappingView | Namespace | Iterator):
        raise SecurityError(f"a {type(value).__name__} cannot be written as text")
    return value


class Counting(NodeTransformer):
    """Puts the counting into a template when it is read: into what is repeated, compared, cut and joined."""

    def visit_Template(self, node: nodes.Template) -> nodes.Node:
        """A template that is included is paid for each time."""
        return self._repeated(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        """A macro is paid for when it is called."""
        return self._repeated(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        """What a macro calls back is paid for, too."""
        return self._repeated(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        """A block may be called again."""
        return self._repeated(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """A loop is paid for each time round, also for what its condition leaves out."""
        repeated = self._repeated(node)
        if node.test is not None:
            node.test = nodes.And(_call("spend", [nodes.Const(1)], node), node.test, lineno=node.lineno)
        return repeated

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """`~`"""
        self.generic_visit(node)
        return _call("joined", node.nodes, node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        """A part of a list is a copy; to look something up goes through all of a list within it."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _call("weigh", [node.node], node)
        else:
            node.arg = _weighed(node.arg)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:
        """So does to store it under a key."""
        self.generic_visit(node)
        node.key = _weighed(node.key)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """`*list` and `**dict` are copies, too."""
        self.generic_visit(node)
        if node.dyn_args is not None:
            node.dyn_args = _call("weigh", [node.dyn_args], node)
        if node.dyn_kwargs is not None:
            node.dyn_kwargs = _call("weigh", [node.dyn_kwargs], node)
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node:
        """A template's name may be worked out."""
        self.generic_visit(node)
        node.template = _weighed(node.template)
        return node

    visit_Extends = visit_Import = visit_FromImport = visit_Include

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        """To compare with what is written here costs nothing; two lists may hold each other many times over."""
        self.generic_visit(node)
        operands = [node.expr, *(one.expr for one in node.ops)]
        if any(isinstance(one, nodes.Const) for one in operands) and not any("in" in one.op for one in node.ops):
            return node
        node.expr = _weighed(node.expr)
        for one in node.ops:
            one.expr = _weighed(one.expr)
        return node

    def _repeated(self, node: Any) -> nodes.Node:
        inner = sum(1 for _ in node.find_all(nodes.Node))
        signs = sum(len(one.data) for one in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        called = CALL if isinstance(node, nodes.Macro) else 1
        spend = _call("spend", [nodes.Const(called + inner // 8 + signs // SIGNS)], node)
        node.body.insert(0, nodes.ExprStmt(spend, lineno=node.lineno))
        return node  # type: ignore[no-any-return]


def _weighed(value: nodes.Expr) -> nodes.Expr:
    return value if isinstance(value, nodes.Const) else _call("weigh", [value], value)


def _call(name: str, given: list[nodes.Expr], near: nodes.Node) -> nodes.Filter:
    """A filter of a name that no template can say: called straight, unlike a function in the sandbox."""
    return nodes.Filter(given[0], f"{name}()", given[1:], [], None, None, lineno=near.lineno)
