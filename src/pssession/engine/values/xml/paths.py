"""XPath 1.0 over the tree: location paths, predicates, operators and the core functions.

An expression becomes a function of a context once and is kept. Left out are variables and the axes `namespace`, `following` and
`preceding`. Source: XML Path Language 1.0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from pssession.engine.errors import DotNetException, exception_class
from pssession.engine.values.xml.nodes import Attribute, Comment, Document, Element, Node, ProcessingInstruction, Text
from pssession.engine.values.xml.nodes import CData as Section


class Context(NamedTuple):
    """Say where an expression is asked: the node, its place among others, and what prefixes mean."""

    node: Node
    position: int
    size: int
    namespaces: dict[str, str]


Expression = Callable[[Context], Any]
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<op>//|::|\.\.|!=|<=|>=|[/@\[\]()|+\-=<>,.*])"
    r"|(?P<name>[\w.\-]+(?::(?:[\w.\-]+|\*))?))"
)
_AXES: tuple[str, ...] = ("child", "descendant", "descendant-or-self", "self", "parent", "ancestor", "ancestor-or-self", "attribute")
_AXES += ("following-sibling", "preceding-sibling")
_NODE_TESTS = ("text", "node", "comment", "processing-instruction")


def failure(message: str) -> DotNetException:
    """Make the error of a path that is none."""
    return (exception_class("System.Xml.XPath.XPathException") or DotNetException)(message)


def select(node: Node, path: str, namespaces: dict[str, str] | None = None) -> list[Node]:
    """Give the nodes that a path finds, in the order of the text.

    Raises:
        XPathException: It is no path, or one to something else than nodes.
    """
    found = evaluate(node, path, namespaces)
    if not isinstance(found, list):
        raise failure("Expression must evaluate to a node-set.")
    return found


def evaluate(node: Node, path: str, namespaces: dict[str, str] | None = None) -> Any:
    """Give what an expression means at a node: a list of nodes, a text, a number or a boolean.

    Raises:
        XPathException: It is no expression.
    """
    return compiled(path)(Context(node, 1, 1, namespaces or {}))


@lru_cache(maxsize=256)
def compiled(path: str) -> Expression:
    """Make the function of an expression.

    Raises:
        XPathException: It is none.
    """
    return _Parser(path).parse()


class _Parser:
    """Make functions of an expression's text, by descent."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._tokens: list[tuple[str, str]] = []
        place = 0
        while place < len(path.rstrip()):
            match = _TOKEN.match(path, place)
            if match is None or match.end() == place:
                raise self._wrong()
            self._tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            place = match.end()
        self._at = 0

    def _wrong(self) -> Exception:
        return failure(f"'{self._path}' has an invalid token.")

    def parse(self) -> Expression:
        made = self._binary(0)
        if self._at < len(self._tokens):
            raise self._wrong()
        return made

    def _peek(self, offset: int = 0) -> tuple[str, str]:
        place = self._at + offset
        return self._tokens[place] if place < len(self._tokens) else ("end", "")

    def _next(self) -> tuple[str, str]:
        token = self._peek()
        self._at += 1
        return token

    def _take(self, text: str) -> bool:
        if self._peek() == ("op", text):
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._wrong()

    def _binary(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while self._peek()[0] in ("op", "name") and self._peek()[1] in _LEVELS[level]:
            work = _LEVELS[level][self._next()[1]]
            left = _joined(work, left, self._binary(level + 1))
        return left

    def _unary(self) -> Expression:
        if self._take("-"):
            inner = self._unary()
            return lambda context: -to_number(inner(context))
        left = self._path_expression()
        while self._take("|"):
            left = _joined(_union, left, self._path_expression())
        return left

    def _path_expression(self) -> Expression:
        kind, text = self._peek()
        if kind in ("number", "text") or text == "(" or (kind == "name" and self._peek(1) == ("op", "(") and text not in _NODE_TESTS):
            made = self._primary()
            while self._peek() == ("op", "["):
                made = _filtered(made, self._predicate())
            if self._peek()[1] in ("/", "//"):
                steps = self._steps(self._next()[1] == "//")
                first = made
                return lambda context: steps(first(context), context)
            return made
        if self._take("/"):
            if self._peek()[0] == "name" or self._peek()[1] in ("@", ".", "..", "*"):
                steps = self._steps(False)
                return lambda context: steps([context.node.root], context)
            return lambda context: [context.node.root]
        if self._take("//"):
            steps = self._steps(True)
            return lambda context: steps([context.node.root], context)
        steps = self._steps(False)
        return lambda context: steps([context.node], context)

    def _primary(self) -> Expression:
        kind, text = self._next()
        if kind == "number":
            number = float(text)
            return lambda context: number
        if kind == "text":
            literal = text[1:-1]
            return lambda context: literal
        if text == "(":
            made = self._binary(0)
            self._expect(")")
            return made
        function = _FUNCTIONS.get(text)
        if function is None:
            raise failure(f"Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function: {text}.")
        self._expect("(")
        arguments: list[Expression] = []
        while not self._take(")"):
            arguments.append(self._binary(0))
            if not self._take(",") and self._peek() != ("op", ")"):
                raise self._wrong()
        return lambda context: function(context, *[argument(context) for argument in arguments])

    def _steps(self, deep: bool) -> Callable[[Iterable[Node], Context], list[Node]]:
        steps: list[Callable[[Context], list[Node]]] = []
        if deep:
            steps.append(lambda context: [context.node, *context.node.walk()])
        steps.append(self._step())
        while self._peek()[1] in ("/", "//") and self._peek()[0] == "op":
            if self._next()[1] == "//":
                steps.append(lambda context: [context.node, *context.node.walk()])
            steps.append(self._step())

        def walk(start: Iterable[Node], context: Context) -> list[Node]:
            nodes = list(start)
            for step in steps:
                seen: dict[int, Node] = {}
                for node in nodes:
                    for found in step(Context(node, 1, 1, context.namespaces)):
                        seen.setdefault(id(found), found)
                nodes = list(seen.values())
            return in_order(nodes)

        return walk

    def _step(self) -> Callable[[Context], list[Node]]:
        if self._take(".."):
            return lambda context: [context.node.parent] if context.node.parent is not None else []
        if self._take("."):
            return lambda context: [context.node]
        axis = "child"
        if self._take("@"):
            axis = "attribute"
        elif self._peek(1) == ("op", "::"):
            axis = self._next()[1]
            self._at += 1
            if axis not in _AXES:
                raise self._wrong()
        test = self._node_test(axis)
        predicates: list[Expression] = []
        while self._peek() == ("op", "["):
            predicates.append(self._predicate())

        def step(context: Context) -> list[Node]:
            nodes = [node for node in _along(axis, context.node) if test(node, context)]
            for predicate in predicates:
                nodes = _kept(nodes, predicate, context.namespaces)
            return nodes

        return step

    def _node_test(self, axis: str) -> Callable[[Node, Context], bool]:
        kind, text = self._next()
        wanted = Attribute if axis == "attribute" else Element
        if text == "*" and kind == "op":
            return lambda node, context: isinstance(node, wanted)
        if kind != "name":
            raise self._wrong()
        if text in _NODE_TESTS and self._take("("):
            if self._peek()[0] == "text":
                self._at += 1
            self._expect(")")
            return _TESTS[text]
        prefix, _, local = text.rpartition(":")

        def named(node: Node, context: Context) -> bool:
            if not isinstance(node, wanted) or (local != "*" and node.local_name != local):
                return False
            if prefix and prefix not in context.namespaces:
                raise failure(f"Namespace prefix '{prefix}' is not defined.")
            return node.namespace_uri == (context.namespaces[prefix] if prefix else "")

        return named

    def _predicate(self) -> Expression:
        self._expect("[")
        made = self._binary(0)
        self._expect("]")
        return made


def _joined(work: Callable[[Any, Any], Any], left: Expression, right: Expression) -> Expression:
    return lambda context: work(left(context), right(context))


def _filtered(source: Expression, predicate: Expression) -> Expression:
    return lambda context: _kept(source(context), predicate, context.namespaces)


def _kept(nodes: list[Node], predicate: Expression, namespaces: dict[str, str]) -> list[Node]:
    kept: list[Node] = []
    for position, node in enumerate(nodes, 1):
        found = predicate(Context(node, position, len(nodes), namespaces))
        if (found == position) if isinstance(found, float) else to_boolean(found):
            kept.append(node)
    return kept


_TESTS: dict[str, Callable[[Node, Context], bool]] = {
    "node": lambda node, context: True,
    "text": lambda node, context: isinstance(node, (Text, Section)),
    "comment": lambda node, context: isinstance(node, Comment),
    "processing-instruction": lambda node, context: isinstance(node, ProcessingInstruction),
}


def _along(axis: str, node: Node) -> Iterable[Node]:
    match axis:
        case "child":
            return node.children
        case "attribute":
            return [one for one in node.attributes or () if one.name != "xmlns" and one.prefix != "xmlns"]
        case "self":
            return [node]
        case "parent":
            return [node.parent] if node.parent is not None else []
        case "descendant":
            return node.walk()
        case "descendant-or-self":
            return [node, *node.walk()]
        case "ancestor":
            return node.ancestors()
        case "ancestor-or-self":
            return [node, *node.ancestors()]
        case _:
            around = node.parent.children if node.parent is not None and node in node.parent.children else [node]
            place = around.index(node)
            return around[place + 1 :] if axis == "following-sibling" else around[:place][::-1]


def in_order(nodes: list[Node]) -> list[Node]:
    """Sort nodes of one tree by their places in its text."""
    if len(nodes) < 2:
        return nodes
    places: dict[int, int] = {}
    root = nodes[0].root
    for node in (root, *root.walk()):
        places[id(node)] = len(places)
        for one in node.attributes or ():
            places[id(one)] = len(places)
    return sorted(nodes, key=lambda node: places.get(id(node), 0))


def _union(left: Any, right: Any) -> list[Node]:
    return in_order(list({id(node): node for node in (*left, *right)}.values()))


def to_text(value: Any) -> str:
    """Convert as string() does."""
    if isinstance(value, list):
        return value[0].inner_text if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def to_number(value: Any) -> float:
    """Convert as number() does."""
    if isinstance(value, (bool, float)):
        return float(value)
    try:
        return float(to_text(value).strip() or "nan")
    except ValueError:
        return math.nan


def to_boolean(value: Any) -> bool:
    """Convert as boolean() does."""
    if isinstance(value, float):
        return value == value and value != 0
    return bool(value)


def _compared(work: Callable[[Any, Any], bool], *, ordered: bool) -> Callable[[Any, Any], bool]:
    def single(left: Any, right: Any) -> bool:
        if ordered or isinstance(left, float) or isinstance(right, float):
            return work(to_number(left), to_number(right))
        if isinstance(left, bool) or isinstance(right, bool):
            return work(to_boolean(left), to_boolean(right))
        return work(to_text(left), to_text(right))

    def compare(left: Any, right: Any) -> bool:
        lefts = [node.inner_text for node in left] if isinstance(left, list) and not isinstance(right, bool) else [left]
        rights = [node.inner_text for node in right] if isinstance(right, list) and not isinstance(left, bool) else [right]
        return any(single(one, other) for one in lefts for other in rights)

    return compare


_LEVELS: tuple[dict[str, Callable[[Any, Any], Any]], ...] = (
    {"or": lambda left, right: to_boolean(left) or to_boolean(right)},
    {"and": lambda left, right: to_boolean(left) and to_boolean(right)},
    {
        "=": _compared(lambda left, right: left == right, ordered=False),
        "!=": _compared(lambda left, right: left != right, ordered=False),
    },
    {
        "<": _compared(lambda left, right: left < right, ordered=True),
        ">": _compared(lambda left, right: left > right, ordered=True),
        "<=": _compared(lambda left, right: left <= right, ordered=True),
        ">=": _compared(lambda left, right: left >= right, ordered=True),
    },
    {"+": lambda left, right: to_number(left) + to_number(right), "-": lambda left, right: to_number(left) - to_number(right)},
    {
        "*": lambda left, right: to_number(left) * to_number(right),
        "div": lambda left, right: _divided(to_number(left), to_number(right)),
        "mod": lambda left, right: math.fmod(to_number(left), to_number(right)) if to_number(right) else math.nan,
    },
)


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return math.nan if not left or left != left else math.copysign(math.inf, left)


def _own(context: Context, given: tuple[Any, ...]) -> Any:
    return given[0] if given else [context.node]


def _name(context: Context, *given: Any) -> str:
    nodes = _own(context, given)
    return nodes[0].name if nodes and not isinstance(nodes[0], (Text, Document)) else ""


def _substring(context: Context, text: Any, start: Any, *length: Any) -> str:
    first = round(to_number(start))
    last = first + round(to_number(length[0])) if length else math.inf
    return "".join(letter for place, letter in enumerate(to_text(text), 1) if first <= place < last)


def _translate(context: Context, text: Any, old: Any, new: Any) -> str:
    letters, others = to_text(old), to_text(new)
    table = {ord(letter): others[place] if place < len(others) else None for place, letter in reversed(list(enumerate(letters)))}
    return to_text(text).translate(table)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "last": lambda context: float(context.size),
    "position": lambda context: float(context.position),
    "count": lambda context, nodes: float(len(nodes)),
    "name": _name,
    "local-name": lambda context, *given: _name(context, *given).rpartition(":")[2],
    "namespace-uri": lambda context, *given: _own(context, given)[0].namespace_uri if _own(context, given) else "",
    "string": lambda context, *given: to_text(_own(context, given)),
    "concat": lambda context, *given: "".join(to_text(one) for one in given),
    "starts-with": lambda context, text, part: to_text(text).startswith(to_text(part)),
    "contains": lambda context, text, part: to_text(part) in to_text(text),
    "substring-before": lambda context, text, part: to_text(text).partition(to_text(part))[0] if to_text(part) in to_text(text) else "",
    "substring-after": lambda context, text, part: to_text(text).partition(to_text(part))[2],
    "substring": _substring,
    "string-length": lambda context, *given: float(len(to_text(_own(context, given)))),
    "normalize-space": lambda context, *given: " ".join(to_text(_own(context, given)).split()),
    "translate": _translate,
    "boolean": lambda context, value: to_boolean(value),
    "not": lambda context, value: not to_boolean(value),
    "true": lambda context: True,
    "false": lambda context: False,
    "number": lambda context, *given: to_number(_own(context, given)),
    "sum": lambda context, nodes: math.fsum(to_number(node.inner_text) for node in nodes),
    "floor": lambda context, value: float(math.floor(to_number(value))),
    "ceiling": lambda context, value: float(math.ceil(to_number(value))),
    "round": lambda context, value: float(math.floor(to_number(value) + 0.5)),
}
