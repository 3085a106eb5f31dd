"""`$Host`, as scripts see it: the host, its user interface, and the screen below that.

Nothing is shown or asked here; every member is the host's own, in .NET's shape. What a host cannot do is an error of the call.

Source: System.Management.Automation.Host.PSHost, PSHostUserInterface, PSHostRawUserInterface; PowerShell 7.6 as recorded (remote.host).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pssession.engine.errors import DotNetException, HostException
from pssession.engine.values import enums
from pssession.engine.values.conversions import to_string
from pssession.engine.values.types import DotNetType, define, require
from pssession.objects import AUTOMATION_NULL, Dictionary, Host, HostError, InformationRecord, SemanticVersion
from pssession.objects import Version as PlainVersion

_HOST = "System.Management.Automation.Host.PSHost"
_INTERNAL = "System.Management.Automation.Internal.Host.Internal"
T = TypeVar("T")

define(DotNetType(f"{_INTERNAL}Host", base=_HOST))
define(DotNetType(f"{_INTERNAL}HostUserInterface", base=f"{_HOST}UserInterface"))
define(DotNetType(f"{_INTERNAL}HostRawUserInterface", base=f"{_HOST}RawUserInterface"))


def _call(action: Callable[..., T], *arguments: Any) -> T:
    try:
        return action(*arguments)
    except HostError as problem:
        raise HostException(problem.message, problem.error_id, "InvalidOperation") from problem


def _silent(action: Callable[..., Any], *arguments: Any) -> Any:
    """Call for its effect alone: a method without a result gives nothing."""
    _call(action, *arguments)
    return AUTOMATION_NULL


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int) else int(enums.number_of(value))


def _color(number: int) -> Any:
    return enums.make(require("System.ConsoleColor"), number)


class RawInterface:
    """Be `$Host.UI.RawUI`."""

    dotnet_type = f"{_INTERNAL}HostRawUserInterface"

    def __init__(self, host: Host) -> None:
        self._host = host

    @property
    def foreground_color(self) -> Any:
        """Give the colour of letters."""
        return _color(self._host.get_foreground_color())

    @foreground_color.setter
    def foreground_color(self, value: Any) -> None:
        _call(self._host.set_foreground_color, _number(value))

    @property
    def background_color(self) -> Any:
        """Give the colour behind letters."""
        return _color(self._host.get_background_color())

    @background_color.setter
    def background_color(self, value: Any) -> None:
        _call(self._host.set_background_color, _number(value))

    @property
    def cursor_position(self) -> Any:
        """Give where the cursor is."""
        return self._host.get_cursor_position()

    @cursor_position.setter
    def cursor_position(self, value: Any) -> None:
        _call(self._host.set_cursor_position, value)

    @property
    def window_position(self) -> Any:
        """Give which cell of the buffer the window begins at."""
        return self._host.get_window_position()

    @window_position.setter
    def window_position(self, value: Any) -> None:
        _call(self._host.set_window_position, value)

    @property
    def cursor_size(self) -> int:
        """Give the cursor's height in percent."""
        return self._host.get_cursor_size()

    @cursor_size.setter
    def cursor_size(self, value: Any) -> None:
        _call(self._host.set_cursor_size, int(value))

    @property
    def buffer_size(self) -> Any:
        """Give the buffer's size in cells."""
        return self._host.get_buffer_size()

    @buffer_size.setter
    def buffer_size(self, value: Any) -> None:
        _call(self._host.set_buffer_size, value)

    @property
    def window_size(self) -> Any:
        """Give the window's size in cells."""
        return self._host.get_window_size()

    @window_size.setter
    def window_size(self, value: Any) -> None:
        _call(self._host.set_window_size, value)

    @property
    def max_window_size(self) -> Any:
        """Give the largest window for this buffer."""
        return self._host.get_max_window_size()

    @property
    def max_physical_window_size(self) -> Any:
        """Give the largest window for this screen."""
        return self._host.get_max_physical_window_size()

    @property
    def window_title(self) -> str:
        """Give the window's title."""
        return self._host.get_window_title()

    @window_title.setter
    def window_title(self, value: Any) -> None:
        _call(self._host.set_window_title, to_string(value))

    @property
    def key_available(self) -> Any:
        """Tell whether a key waits; null where the host does not know, as a property that fails is."""
        try:
            return _call(self._host.get_key_available)
        except DotNetException:
            return None

    def read_key(self, options: Any = 6) -> Any:
        """Wait for a key."""
        return _call(self._host.read_key, _number(options))

    def flush_input_buffer(self) -> Any:
        """Forget keys that wait."""
        return _silent(self._host.flush_input_buffer)

    def set_buffer_contents(self, target: Any, content: Any) -> Any:
        """Write cells to the screen."""
        return _silent(self._host.set_buffer_contents, target, content)

    def get_buffer_contents(self, area: Any) -> Any:
        """Read cells of the screen."""
        return _call(self._host.get_buffer_contents, area)

    def scroll_buffer_contents(self, source: Any, destination: Any, clip: Any, fill: Any) -> Any:
        """Move cells on the screen."""
        return _silent(self._host.scroll_buffer_contents, source, destination, clip, fill)

    def length_in_buffer_cells(self, source: Any, offset: int = 0) -> int:
        """Count the cells that a text takes."""
        return len(to_string(source)) - offset


class UserInterface:
    """Be `$Host.UI`."""

    dotnet_type = f"{_INTERNAL}HostUserInterface"

    def __init__(self, host: Host) -> None:
        self._host = host
        self.raw_ui = RawInterface(host)

    @property
    def supports_virtual_terminal(self) -> bool:
        """Tell whether escape sequences are shown as colours."""
        return bool(self._host.supports_virtual_terminal)

    def write(self, *arguments: Any) -> Any:
        """Show text: (text), or (foreground, background, text)."""
        return self._show(self._host.write, arguments)

    def write_line(self, *arguments: Any) -> Any:
        """Show a line: (), (text), or (foreground, background, text)."""
        return self._show(self._host.write_line, arguments or ("",))

    @staticmethod
    def _show(show: Callable[..., None], arguments: Sequence[Any]) -> Any:
        *colors, text = arguments
        return _silent(show, to_string(text), *map(_number, colors))

    def write_error_line(self, text: Any) -> Any:
        """Show a line of an error."""
        return _silent(self._host.write_error_line, to_string(text))

    def write_warning_line(self, text: Any) -> Any:
        """Show a warning."""
        return _silent(self._host.write_warning_line, to_string(text))

    def write_verbose_line(self, text: Any) -> Any:
        """Show a verbose message."""
        return _silent(self._host.write_verbose_line, to_string(text))

    def write_debug_line(self, text: Any) -> Any:
        """Show a debug message."""
        return _silent(self._host.write_debug_line, to_string(text))

    def write_progress(self, source_id: Any, record: Any) -> Any:
        """Show how far an activity is."""
        return _silent(self._host.write_progress, int(source_id), record)

    def write_information(self, record: InformationRecord) -> Any:
        """Take note of a record: it is not shown by that."""
        return AUTOMATION_NULL

    def read_line(self) -> str:
        """Ask for a line."""
        return _call(self._host.read_line)

    def read_line_as_secure_string(self) -> Any:
        """Ask for a line that is not shown."""
        return _call(self._host.read_line_as_secure_string)

    def prompt(self, caption: Any, message: Any, fields: Any) -> Dictionary:
        """Ask for several values."""
        found = _call(self._host.prompt, to_string(caption), to_string(message), list(fields))
        made = Dictionary(key_type="System.String", value_type="System.Management.Automation.PSObject")
        for key, value in found.items():
            made[key] = value
        return made

    def prompt_for_credential(self, *arguments: Any) -> Any:
        """Ask for a user's name and password: (caption, message, user, target), and maybe (types, options)."""
        words = [to_string(one) for one in arguments[:4]]
        return _call(self._host.prompt_for_credential, *words, *map(_number, arguments[4:]))

    def prompt_for_choice(self, caption: Any, message: Any, choices: Any, default: Any) -> Any:
        """Ask for one of several choices, or for some of them where the default is a list."""
        words = to_string(caption), to_string(message), list(choices)
        if isinstance(default, (list, tuple)):
            return _call(self._host.prompt_for_multiple_choice, *words, [int(one) for one in default])
        return _call(self._host.prompt_for_choice, *words, int(default))


class HostObject:
    """Be `$Host`."""

    dotnet_type = f"{_INTERNAL}Host"

    def __init__(self, host: Host) -> None:
        self._host = host
        self.ui = UserInterface(host)

    @property
    def name(self) -> str:
        """Name the program around."""
        return self._host.name

    @property
    def version(self) -> Any:
        """Give the program's version."""
        found = SemanticVersion.parse(str(self._host.version))
        return PlainVersion(found.major, found.minor, found.patch)

    @property
    def instance_id(self) -> Any:
        """Tell hosts apart."""
        return self._host.instance_id

    @property
    def current_culture(self) -> Any:
        """Give the culture."""
        return _culture(self._host.culture)

    @property
    def current_ui_culture(self) -> Any:
        """Give the culture of texts."""
        return _culture(self._host.ui_culture)

    @property
    def private_data(self) -> Any:
        """Give what the program adds: nothing."""
        return getattr(self._host, "private_data", None)

    @property
    def debugger_enabled(self) -> bool:
        """Tell whether breakpoints count."""
        return True

    @property
    def is_runspace_pushed(self) -> bool:
        """Tell whether a session is entered."""
        return bool(self._host.is_runspace_pushed)

    @property
    def runspace(self) -> Any:
        """Give the entered session's runspace, null without one."""
        return None

    def set_should_exit(self, code: Any) -> Any:
        """Ask the program to end."""
        return _silent(self._host.set_should_exit, int(code))

    def enter_nested_prompt(self) -> Any:
        """Begin a prompt inside a command."""
        return _silent(self._host.enter_nested_prompt)

    def exit_nested_prompt(self) -> Any:
        """End a prompt inside a command."""
        return _silent(self._host.exit_nested_prompt)

    def notify_begin_application(self) -> Any:
        """Say that a native command begins."""
        return _silent(self._host.notify_begin_application)

    def notify_end_application(self) -> Any:
        """Say that a native command has ended."""
        return _silent(self._host.notify_end_application)

    def push_runspace(self, runspace: Any) -> Any:
        """Enter a session."""
        return _silent(self._host.push_runspace, runspace)

    def pop_runspace(self) -> Any:
        """Leave an entered session."""
        return _silent(self._host.pop_runspace)


def _culture(name: str) -> Any:
    from pssession.engine.values.conversions import convert

    try:
        return convert(name, "System.Globalization.CultureInfo")
    except DotNetException:
        return name
