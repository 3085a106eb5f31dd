"""One runspace as running code sees it: the scope, the streams, the flags, and what the language needs from around it.

What runs pipelines, functions and script blocks stands elsewhere and is reached from here when first used; rows that layers above
put in stand in `services`.

Source: about_Scopes, about_Automatic_Variables.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pssession.engine.commands import code, errors_handling, type_names
from pssession.engine.commands.aliases import built_in, set_alias
from pssession.engine.commands.frames import Frame
from pssession.engine.commands.processor import PipelineStreams, Processor
from pssession.engine.commands.scopes import Scope
from pssession.engine.commands.using_keys import using_key
from pssession.engine.errors import FileNotFoundException, PipelineStoppedException, RuntimeException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.ports import ports
from pssession.engine.values.types import DotNetType, resolve
from pssession.objects import ArrayList, Host

if TYPE_CHECKING:
    from pssession.engine.commands.history import History


def _drop(record: Any) -> None:
    return None


def _no_functions(name: str, value: Any) -> Any:
    raise RuntimeError("no interpreter is there to make a function")


def _no_parser(text: str, file: str | None) -> Any:
    raise RuntimeError("no interpreter is there to parse a text")


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
        exits_leave_files: Whether `exit` in a script file ends the whole run, as for the file that a program was started with.
    """

    def __init__(self, host: Host, catalogue: Mapping[str, Any] | None = None) -> None:
        self.host = host
        self._host_face: tuple[Host | None, Any] = (None, None)
        self.catalogue: Mapping[str, Any] = catalogue if catalogue is not None else {}
        self.global_scope = Scope()
        self.global_scope.aliases = built_in()
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
        self._providers: Any = None
        self.install_providers: Callable[[Context], Any] | None = None
        self.services: dict[Any, Any] = {}
        self.depth = 0
        self.clock: Callable[[], float] | None = None
        self.top_frame = Frame(None, [])
        self.make_function: Callable[[str, Any], Any] = _no_functions
        self.parse_script: Callable[[str, str | None], Any] = _no_parser
        self._history: History | None = None
        self.exits_leave_files = False
        self.commands_version = 0

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
    def providers(self) -> Any:
        """Give drives, providers and locations, made when first asked for; None where nobody brought any."""
        if self._providers is None and self.install_providers is not None:
            install, self.install_providers = self.install_providers, None
            self._providers = install(self) or self._providers
        return self._providers

    @providers.setter
    def providers(self, found: Any) -> None:
        self._providers = found

    @property
    def location(self) -> Any:
        """Give the current location: that of the providers, None without them."""
        return None if self.providers is None else self.providers.location

    @property
    def history(self) -> History:
        """Give the commands that the session was given."""
        if self._history is None:
            from pssession.engine.commands.history import History

            self._history = History()
        return self._history

    @property
    def history_id(self) -> int:
        """Give the number that the running command will have in the history."""
        return 1 if self._history is None else self._history.next_id

    def variable(self, name: str, default: Any = None) -> Any:
        """Read a variable from the running scope."""
        found = self.scope.find(name.lower())
        return default if found is None else found.value

    def set_variable(self, name: str, value: Any) -> None:
        """Assign a variable in the running scope."""
        self.scope.put(name, value)

    def preference(self, name: str) -> str:
        """Give a preference variable as a text in lower case, by its name (ErrorActionPreference)."""
        return errors_handling.preference(self, name.lower())

    # Stopping.

    def check_stop(self) -> None:
        """Raise what ends a stopped pipeline, if there was a stop."""
        if self.stopping:
            raise PipelineStoppedException()

    # Streams.

    def write_error_record(self, record: Any) -> None:
        """Write to the error stream of the running command."""
        self.streams.write_error(record)

    # What generated code and attributes ask.

    def find_type(self, name: Any, node: Any) -> DotNetType:
        """Find the type that a tree's type name means; raises TypeNotFound."""
        return type_names.find_named_type(self, name, node)

    def find_type_or_none(self, name: str) -> DotNetType | None:
        """Find a type by name."""
        found: DotNetType | None = self.script_types.get(name.lower()) or resolve(name)
        return found

    def evaluate(self, node: Any, scope: Scope | None = None) -> Any:
        """Evaluate an expression's tree."""
        return code.value_of(node, self, scope if scope is not None else self.scope)

    def call_block(self, block: Any, scope: Scope, item: Any) -> list[Any]:
        """Run a script block in its own scope with `$_` set; give its output."""
        return self.invoke_script_block(block, dollar_under=item, has_dollar_under=True)

    def read_call(self, name: str) -> Any:
        """Read a variable of the call ($args, $input, ...) where no call is around."""
        return self.top_frame.read(name)

    def read_using(self, node: Any) -> Any:
        """Read `$using:x`: a value that came along, else it is an error outside of remote commands."""
        given = self.scope.find("__using")
        if given is not None:
            key = using_key(node)
            if key in given.value:
                return given.value[key]
        problem = RuntimeException(
            "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in "
            "the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on "
            "a remote computer.",
            "UsingWithoutInvokeCommand",
            "InvalidOperation",
        )
        problem.extent = node.extent  # type: ignore[attr-defined]  # read by locate
        raise problem

    def read_drive(self, drive: str, name: str) -> Any:
        """Read `$drive:name`."""
        if drive == "env":
            return os.environ.get(name)
        if drive == "function":
            found = self.scope.find_function(name.lower())
            return None if found is None else getattr(found, "script_block", found)
        if drive == "alias":
            found = self.scope.find_alias(name.lower())
            return None if found is None else found.definition
        if self.providers is None:
            return None
        return self.providers.read_variable(drive, name)

    def write_drive(self, drive: str, name: str, value: Any) -> None:
        """Assign `$drive:name`."""
        if drive == "env":
            if value is None or value == "":
                os.environ.pop(name, None)
            else:
                os.environ[name] = to_string(value)
        elif drive == "function":
            self.set_function(name, value)
        elif self.providers is not None:
            self.providers.write_variable(drive, name, value)
        else:
            raise RuntimeException(
                f"Cannot find drive. A drive with the name '{drive}' does not exist.", "DriveNotFound", "ObjectNotFound", drive
            )

    def set_function(self, name: str, value: Any) -> None:
        """Define a function by assignment: `$function:f = { }`; null removes it."""
        scope = self.scope
        if scope.functions is None:
            scope.functions = {}
        if value is None:
            scope.functions.pop(name.lower(), None)
        else:
            scope.functions[name.lower()] = self.make_function(name, value)
        self.commands_version += 1

    def set_alias(self, name: str, target: str, *, force: bool = False) -> None:
        """Set an alias in the running scope."""
        set_alias(self.scope, name, target, force=force)
        self.commands_version += 1

    def read_lines(self, path: str) -> list[str]:
        """Read the lines of a file, for `switch -file`."""
        full = path if path.startswith("/") else os.path.join(ports.location(), path)
        try:
            with open(full, encoding="utf-8-sig", newline=None) as file:
                return file.read().splitlines()
        except OSError:
            inner = FileNotFoundException(f"Could not find file '{full}'.")
            raise RuntimeException(inner.message, "FileOpenError", "NotSpecified", None, inner) from None

    def host_object(self) -> Any:
        """Give `$Host`, the same one as long as the host is the same."""
        known, face = self._host_face
        if known is not self.host:
            from pssession.engine.commands.host_object import HostObject

            face = HostObject(self.host)
            self._host_face = (self.host, face)
        return face

    def engine_intrinsics(self) -> Any:
        """Give `$ExecutionContext`."""
        maker = self.services.get("engine_intrinsics")
        return None if maker is None else maker(self)

    # Running code.

    def invoke_script_block(
        self,
        block: Any,
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
        collected: list[Any] = []
        block.run(
            self,
            arguments,
            collected.append if out is None else out,
            source=input,
            item=dollar_under,
            has_item=has_dollar_under or dollar_under is not None,
            in_place=in_place,
        )
        return collected

    def make_script_block(self, text: str, file: str | None = None) -> Any:
        """Parse a text.

        Raises:
            ParseException: It is not PowerShell.
        """
        return self.parse_script(text, file)

    def run_nested(self, text: str, *, in_place: bool = True) -> list[Any]:
        """Parse and run a text in the running scope; give its output."""
        return self.invoke_script_block(self.make_script_block(text), in_place=in_place)
