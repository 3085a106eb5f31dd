"""One runspace as running code sees it: the scope, the streams, the flags, and what the language needs from around it.

What runs pipelines, functions and script blocks stands elsewhere and is reached from here when first used; rows that layers above
put in stand in `services`.

Source: about_Scopes, about_Automatic_Variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pssession.engine.commands.processor import PipelineStreams, Processor
from pssession.engine.commands.scopes import Scope
from pssession.engine.errors import PipelineStoppedException
from pssession.objects import ArrayList, Host

if TYPE_CHECKING:
    from pssession.engine.commands.script_blocks import ScriptBlock

CommandPlace = str | Callable[[], type]


def _drop(record: Any) -> None:
    return None


NO_STREAMS = PipelineStreams(_drop, _drop, _drop, _drop, _drop, _drop)


class SessionState:
    """Be the top level or a module, as far as scopes go.

    Attributes:
        root: Its outermost scope.
        current: The scope it was left in when code of another session state was called.
        module: The module, None for the top level.
    """

    __slots__ = ("current", "module", "root")

    def __init__(self, root: Scope, module: Any = None) -> None:
        self.root = root
        self.current = root
        self.module = module


class Context:
    """Be one runspace.

    Attributes:
        scope: The scope of the running code.
        ok: `$?`.
        catching: Whether a `try` or `trap` is around.
        handling: The exception that a catch block deals with.
        strict_used: Whether Set-StrictMode was ever called: without it nobody looks.
        script_types: Classes and enums by lower-case name.
        streams: Where records of the running code go.
        running: Processors at work, outermost first.
        services: What layers above put in, by type or name.
    """

    def __init__(self, host: Host, catalogue: Mapping[str, Any] | None = None) -> None:
        self.host = host
        self.catalogue: Mapping[str, Any] = catalogue if catalogue is not None else {}
        self.global_scope = Scope()
        self.scope = self.global_scope
        self.top = SessionState(self.global_scope)
        self.ok = True
        self.catching = False
        self.handling: BaseException | None = None
        self.strict_used = False
        self.stopping = False
        self.script_types: dict[str, Any] = {}
        self.streams = NO_STREAMS
        self.errors: ArrayList = ArrayList()
        self.running: list[Processor] = []
        self.modules: dict[str, Any] = {}
        self.providers: Any = None
        self.services: dict[Any, Any] = {}
        self.depth = 0
        self.history_id = 1

    # What is asked for by name.

    @property
    def last_exit_code(self) -> Any:
        """Give `$LASTEXITCODE`."""
        found = self.global_scope.variables.get("lastexitcode")
        return None if found is None else found.value

    @last_exit_code.setter
    def last_exit_code(self, code: Any) -> None:
        self.global_scope.set_automatic("LASTEXITCODE", code)

    @property
    def location(self) -> Any:
        """Give the current location: that of the providers, None without them."""
        return None if self.providers is None else self.providers.location

    def variable(self, name: str, default: Any = None) -> Any:
        """Read a variable from the running scope."""
        found = self.scope.find(name.lower())
        return default if found is None else found.value

    def set_variable(self, name: str, value: Any) -> None:
        """Assign a variable in the running scope."""
        self.scope.put(name, value)

    def preference(self, name: str) -> str:
        """Give a preference variable as a text in lower case, by its name (ErrorActionPreference)."""
        from pssession.engine.commands.errors_handling import preference

        return preference(self, name.lower())

    # Stopping.

    def check_stop(self) -> None:
        """Raise what ends a stopped pipeline, if there was a stop."""
        if self.stopping:
            raise PipelineStoppedException()

    # Streams.

    def write_error_record(self, record: Any) -> None:
        """Write to the error stream of the running command."""
        self.streams.write_error(record)

    # Running code.

    def invoke_script_block(
        self,
        block: ScriptBlock,
        arguments: Sequence[Any] = (),
        *,
        input: Iterable[Any] | None = None,
        dollar_under: Any = None,
        has_dollar_under: bool = False,
        in_place: bool = False,
        out: Callable[[Any], Any] | None = None,
    ) -> list[Any]:
        """Run a script block and give its output.

        Args:
            block: What runs.
            arguments: Positional arguments.
            input: What `$input` goes through.
            dollar_under: `$_`; None leaves it unless `has_dollar_under`.
            has_dollar_under: Set `$_` even to null.
            in_place: Run in the running scope, no new one.
            out: Takes the output one by one; the list stays empty then.
        """
        from pssession.engine.commands.script_blocks import invoke_block

        return invoke_block(
            self,
            block,
            arguments,
            input=input,
            dollar_under=dollar_under,
            has_dollar_under=has_dollar_under or dollar_under is not None,
            in_place=in_place,
            out=out,
        )

    def run_nested(self, text: str, *, in_place: bool = True) -> list[Any]:
        """Parse and run a text in the running scope; give its output."""
        from pssession.engine.commands.script_blocks import script_block_of

        return self.invoke_script_block(script_block_of(self, text), in_place=in_place)
