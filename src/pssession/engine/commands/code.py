"""What running a tree needs, made once per tree: its functions of Python, its parameters, its name in stacks.

The compiler is above and is handed in by the interpreter (`use_compiler`). What runs the code stands in `script_blocks` and `functions`.

Source: about_Script_Blocks; names in ScriptStackTrace as PowerShell 7.6 writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pssession.engine.syntax import nodes as n

Body = Callable[[Any, Any, Any], Any]

_compiler: dict[str, Any] = {}

_ADVANCED = frozenset(("cmdletbinding", "system.management.automation.cmdletbinding"))
_PARAMETER = frozenset(("parameter", "system.management.automation.parameter"))


def use_compiler(compile_block: Callable[..., Body], compile_value: Callable[..., Body], abi: Mapping[str, Any]) -> None:
    """Say what compiles a block and an expression, and the helpers that the code calls."""
    _compiler.update(block=compile_block, value=compile_value, abi=abi)


class Owner:
    """Name the code that a frame of Python runs, for positions and stacks.

    Attributes:
        name: As ScriptStackTrace writes it.
        hidden: Whether stacks leave it out.
    """

    __slots__ = ("code", "file", "hidden", "name", "source")

    def __init__(self, source: Any, name: str, file: str | None, hidden: bool = False, code: Any = None) -> None:
        self.code = code
        self.source = source
        self.name = name
        self.file = file
        self.hidden = hidden


class BlockCode:
    """Hold what is made of a ScriptBlockAst; blocks are compiled when first asked for.

    Attributes:
        name: The function's name, `<ScriptBlock>` without one.
        parameters: Its ParameterAsts, whether they stand in `param` or behind the function's name.
        attributes: Of the `param` block.
        is_advanced: Whether it binds as a cmdlet does.
        only_end: Whether it has no block beside the end block.
        mentions_args: Whether its text has the word `args`: only then the variable is set where it would cost.
        metadata: Kept here by who binds; the compiler does not look at it.
    """

    __slots__ = (
        *("_keeps", "_made", "ast", "attributes", "file", "has_dynamic", "is_advanced", "mentions_args", "metadata", "name", "only_end"),
        *("parameters", "plan", "requirements_checked", "source", "types_defined"),
    )

    def __init__(self, ast: n.ScriptBlockAst) -> None:
        self.ast = ast
        self.source = ast.extent.source
        self.file = None if self.source is None else self.source.file
        parent = ast.parent
        self.name = "<ScriptBlock>"
        parameters: list[n.ParameterAst] = []
        if isinstance(parent, n.FunctionDefinitionAst):
            self.name = parent.name.rpartition(":")[2]
            parameters = list(parent.parameters or ())
        block = ast.param_block
        self.attributes: list[Any] = [] if block is None else list(block.attributes)
        self.parameters = parameters or ([] if block is None else list(block.parameters))
        self.is_advanced = any(isinstance(one, n.AttributeAst) and one.type_name.full_name.lower() in _ADVANCED for one in self.attributes)
        if not self.is_advanced:
            self.is_advanced = any(
                isinstance(one, n.AttributeAst) and one.type_name.full_name.lower() in _PARAMETER
                for parameter in self.parameters
                for one in parameter.attributes
            )
        self.only_end = (
            ast.begin_block is None and ast.process_block is None and ast.clean_block is None and ast.dynamic_param_block is None
        )
        self.has_dynamic = ast.dynamic_param_block is not None
        self.mentions_args = "args" in ast.extent.text.lower()
        self.metadata: Any = None
        self.plan: Any = None
        self.types_defined = False
        self.requirements_checked = False
        self._made: dict[str, Body | None] = {}
        self._keeps: bool | None = None

    @property
    def keeps_variables(self) -> bool:
        """Tell whether its variables are its own: nothing in it may set variables in other ways than by assignment."""
        if self._keeps is None:
            self._keeps = not any(isinstance(node, n.CommandAst) and _sets_variables(node) for node in self.ast.walk())
        return self._keeps

    def body(self, kind: str) -> Body | None:
        """Give the function of a block: begin, process, end, clean, dynamic_param; None where there is no such block."""
        try:
            return self._made[kind]
        except KeyError:
            pass
        block = getattr(self.ast, f"{kind}_block")
        made: Body | None = None
        if block is not None and (block.statements or block.traps):
            name = self.name if block.unnamed else f"{self.name}<{block.block_kind}>"
            made = _compiler["block"](block, _compiler["abi"], Owner(self.source, name, self.file, code=self))
        self._made[kind] = made
        return made

    def has(self, kind: str) -> bool:
        """Tell whether there is such a block, empty or not."""
        return getattr(self.ast, f"{kind}_block") is not None


_SETTERS = frozenset(
    ("new-variable", "nv", "set-variable", "set", "sv", "remove-variable", "rv", "clear-variable", "clv", "read-host", "invoke-expression")
)


def _sets_variables(node: n.CommandAst) -> bool:
    if node.invocation_operator is not None and node.invocation_operator.name == "Dot":
        return True
    first = node.command_elements[0]
    return isinstance(first, n.StringConstantExpressionAst) and str(first.value).lower() in _SETTERS


def code_of(ast: n.ScriptBlockAst) -> BlockCode:
    """Give the code of a tree, the same one each time."""
    found = getattr(ast, "compiled", None)
    if found is None:
        found = ast.compiled = BlockCode(ast)
    return found


def value_of(node: n.Ast, X: Any, scope: Any, name: str = "<ScriptBlock>") -> Any:
    """Evaluate an expression's tree: a parameter's default, an attribute's argument."""
    found = getattr(node, "compiled", None)
    if found is None:
        source = node.extent.source
        owner = Owner(source, name, None if source is None else source.file)
        found = node.compiled = _compiler["value"](node, _compiler["abi"], owner)
    return found(X, scope, _drop)


def method_body(block: n.Ast, name: str) -> Body:
    """Give the function of a method's body: only `return` gives output."""
    found: Body | None = getattr(block, "compiled", None)
    if found is None:
        source = block.extent.source
        owner = Owner(source, name, None if source is None else source.file)
        found = block.compiled = _compiler["block"](block, _compiler["abi"], owner, method=True)
    return found


def _drop(value: Any) -> None:
    return None
