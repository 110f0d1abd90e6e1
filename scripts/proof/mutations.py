"""Small faults put into a module, one at a time: where they can stand, and the text with one of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
PASSED_OVER = ("TYPE_CHECKING", "sys.platform")  # never run here


@dataclass(frozen=True)
class Mutant:
    """One fault: what stands at *line*, and what takes its place; *owner* is the function's qualified name."""

    file: str
    line: int
    owner: str
    kind: str
    before: str
    after: str
    span: tuple[int, int]  # in bytes


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Return every fault that can be put into *source*."""
    data = source.encode()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, owner in _nodes(ast.parse(source), "", ""):
        for kind, changed in _faults(node):
            begin = starts[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
            end = starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
            text = ast.unparse(changed)
            after = f"({text})" if isinstance(changed, ast.expr) else text
            yield Mutant(file, node.lineno, owner, kind, data[begin:end].decode(), after, (begin, end))  # type: ignore[attr-defined]


def put_in(source: str, mutant: Mutant) -> str:
    """Return *source* with the fault in it."""
    data = source.encode()
    return (data[: mutant.span[0]] + mutant.after.encode() + data[mutant.span[1] :]).decode()


def _nodes(node: ast.AST, owner: str, around: str) -> Iterator[tuple[ast.AST, str]]:
    """Return the nodes that can hold a fault, each with its function as `code.co_qualname` says it (empty: the module).

    *around* is what a name defined in *node* begins with.
    """
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "keywords") and not isinstance(node, ast.Call):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_passed_over(child):
                continue
            inside, within = owner, around
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = f"{around}{child.name}"
                within = f"{inside}.<locals>."
            elif isinstance(child, ast.ClassDef):
                within = f"{around}{child.name}."
            yield child, inside
            yield from _nodes(child, inside, within)


def _is_passed_over(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom | ast.Assert):
        return True  # the places within an f-string are not told; an assert is for the reader
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True  # a docstring
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__slots__":
        return True
    return isinstance(node, ast.If) and any(word in ast.unparse(node.test) for word in PASSED_OVER)


def _faults(node: ast.AST) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        ops = [COMPARED[type(node.ops[0])](), *node.ops[1:]]
        yield "compare", ast.Compare(node.left, ops, node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
        yield "count", ast.BinOp(node.left, COUNTED[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield "and/or", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not", node.operand
    elif isinstance(node, ast.IfExp):
        yield "if", ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Constant):
        yield from _constants(node.value)
    else:
        yield from _statements(node)


def _constants(value: object) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(value, bool):
        yield "constant", ast.Constant(not value)
    elif isinstance(value, int):
        yield "constant", ast.Constant(value + 1)
    elif isinstance(value, str):
        yield "text", ast.Constant(f"XX{value}XX")


def _statements(node: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    if isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Break):
        yield "loop", ast.Continue()
    elif isinstance(node, ast.Continue):
        yield "loop", ast.Break()
    elif isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield "left out", ast.Pass()


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
