"""The host of code that runs for a client somewhere else: what is shown becomes host calls, what is asked waits for the answer.

The screen's measures are answered from what the client told when it opened the session, as PowerShell's server does.

Source: MS-PSRP 3.2.5.4.3; PowerShell 7.6 as recorded (host-write, host-read, host-raw).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from pssession.engine.errors import RuntimeException
from pssession.objects import (
    BufferCell,
    ChoiceDescription,
    Coordinates,
    FieldDescription,
    Hashtable,
    Host,
    HostDefaultData,
    HostInfo,
    HostMethod,
    KeyInfo,
    ProgressRecord,
    PSCredential,
    Rectangle,
    SecureString,
    Size,
)

_M = HostMethod
# What stands for a colour that nobody chose.
_NO_COLOR = -1


class Caller(Protocol):
    """Carry calls to the client's host."""

    def tell(self, method: HostMethod, *parameters: Any) -> None:
        """Send a call that nobody answers."""
        ...

    def ask(self, method: HostMethod, *parameters: Any) -> Any:
        """Send a call and wait for its answer; what the client's host raised is raised."""
        ...


class RemoteHost(Host):
    """Forward to a client's host.

    Args:
        caller: Carries the calls.
        info: What the client said of its host.
    """

    name = "ServerRemoteHost"

    def __init__(self, caller: Caller, info: HostInfo | None) -> None:
        super().__init__()
        info = HostInfo() if info is None else info
        self._caller = caller
        self._tell = self._drop if info.is_host_null or info.is_host_ui_null else caller.tell
        self.is_watched = self._tell is not self._drop
        self.has_screen = self.is_watched and not info.is_host_raw_ui_null
        if info.default_data is not None:
            self.data = info.default_data
        elif not self.has_screen:
            self.data = HostDefaultData()

    def _drop(self, method: HostMethod, *parameters: Any) -> None:
        """Show nothing: the client has no host."""

    def _ask(self, what: str, method: HostMethod, *parameters: Any) -> Any:
        if not self.is_watched:
            self._refuse(what)
        return self._caller.ask(method, *parameters)

    # Shown.

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        """Show text without a line end."""
        if foreground is None and background is None:
            self._tell(_M.WRITE_1, text)
        else:
            self._tell(_M.WRITE_2, _color(foreground), _color(background), text)

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        """Show a line."""
        if foreground is None and background is None:
            self._tell(_M.WRITE_LINE_2, text)
        else:
            self._tell(_M.WRITE_LINE_3, _color(foreground), _color(background), text)

    def show_message(self, text: str, no_new_line: bool, foreground: Any, background: Any) -> None:
        """Show what Write-Host wrote: always the form with colours, -1 for those that nobody chose."""
        self._tell(_M.WRITE_2 if no_new_line else _M.WRITE_LINE_3, _color(foreground), _color(background), text)

    def write_error_line(self, text: str) -> None:
        """Show a line of an error."""
        self._tell(_M.WRITE_ERROR_LINE, text)

    def write_warning_line(self, text: str) -> None:
        """Show a warning."""
        self._tell(_M.WRITE_WARNING_LINE, text)

    def write_verbose_line(self, text: str) -> None:
        """Show a verbose message."""
        self._tell(_M.WRITE_VERBOSE_LINE, text)

    def write_debug_line(self, text: str) -> None:
        """Show a debug message."""
        self._tell(_M.WRITE_DEBUG_LINE, text)

    def write_progress(self, source_id: int, record: ProgressRecord) -> None:
        """Show how far an activity is."""
        self._tell(_M.WRITE_PROGRESS, source_id, record)

    # Asked.

    def read_line(self) -> str:
        """Ask for a line."""
        return str(self._ask("a line of input", _M.READ_LINE) or "")

    def read_line_as_secure_string(self) -> SecureString:
        """Ask for a line that is not shown."""
        found = self._ask("a line of secret input", _M.READ_LINE_AS_SECURE_STRING)
        return found if isinstance(found, SecureString) else SecureString("")

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        """Ask for several values."""
        found = self._ask(f"confirmation with the following message: {message}", _M.PROMPT, caption, message, fields)
        return found if isinstance(found, Hashtable) else Hashtable()

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 3, options: int = 1
    ) -> PSCredential | None:
        """Ask for a user's name and password."""
        parameters = (caption, message, user_name, target_name, allowed_types, options)
        found = self._ask("a credential", _M.PROMPT_FOR_CREDENTIAL_2, *parameters)
        return found if isinstance(found, PSCredential) else None

    def prompt_for_choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int = -1) -> int:
        """Ask for one of several choices."""
        what = f"confirmation with the following message: {message}"
        found = self._ask(what, _M.PROMPT_FOR_CHOICE, caption, message, choices, default)
        return found if isinstance(found, int) else default

    def prompt_for_multiple_choice(
        self, caption: str, message: str, choices: Sequence[ChoiceDescription], defaults: Sequence[int] = ()
    ) -> list[int]:
        """Ask for any number of choices."""
        what = f"confirmation with the following message: {message}"
        found = self._ask(what, _M.PROMPT_FOR_CHOICE_MULTIPLE_SELECTION, caption, message, choices, list(defaults))
        return list(found or ())

    def read_key(self, options: int = 4) -> KeyInfo:
        """Wait for a key."""
        found = self._ask("a key", _M.READ_KEY, options)
        return found if isinstance(found, KeyInfo) else KeyInfo()

    # The program around.

    def enter_nested_prompt(self) -> None:
        """Refuse: a prompt inside a command cannot be had from afar."""
        raise _not_from_afar("EnterNestedPrompt")

    def exit_nested_prompt(self) -> None:
        """Refuse."""
        raise _not_from_afar("ExitNestedPrompt")

    def set_should_exit(self, code: int) -> None:
        """Tell the client that a script wants the session to end."""
        self._tell(_M.SET_SHOULD_EXIT, code)

    def notify_begin_application(self) -> None:
        """Say nothing: a native command here does not take the client's screen."""

    def notify_end_application(self) -> None:
        """Say nothing."""

    def pop_runspace(self) -> None:
        """Have the client leave this session."""
        self._tell(_M.POP_RUNSPACE)

    # The screen: what is set is told, and remembered for who asks.

    def set_foreground_color(self, color: int) -> None:
        """Set a number of ConsoleColor."""
        super().set_foreground_color(color)
        self._tell(_M.SET_FOREGROUND_COLOR, color)

    def set_background_color(self, color: int) -> None:
        """Set a number of ConsoleColor."""
        super().set_background_color(color)
        self._tell(_M.SET_BACKGROUND_COLOR, color)

    def set_cursor_position(self, position: Coordinates) -> None:
        """Move the cursor."""
        super().set_cursor_position(position)
        self._tell(_M.SET_CURSOR_POSITION, position)

    def set_window_position(self, position: Coordinates) -> None:
        """Move the window over the buffer."""
        super().set_window_position(position)
        self._tell(_M.SET_WINDOW_POSITION, position)

    def set_cursor_size(self, size: int) -> None:
        """Set the cursor's height."""
        super().set_cursor_size(size)
        self._tell(_M.SET_CURSOR_SIZE, size)

    def set_buffer_size(self, size: Size) -> None:
        """Set the buffer's size."""
        super().set_buffer_size(size)
        self._tell(_M.SET_BUFFER_SIZE, size)

    def set_window_size(self, size: Size) -> None:
        """Set the window's size."""
        super().set_window_size(size)
        self._tell(_M.SET_WINDOW_SIZE, size)

    def set_window_title(self, title: str) -> None:
        """Set the window's title."""
        super().set_window_title(title)
        self._tell(_M.SET_WINDOW_TITLE, title)

    def get_key_available(self) -> bool:
        """Tell whether a key was pressed and not read."""
        return bool(self._ask("a key", _M.GET_KEY_AVAILABLE))

    def flush_input_buffer(self) -> None:
        """Forget keys that were pressed and not read."""
        self._tell(_M.FLUSH_INPUT_BUFFER)

    def set_buffer_contents(self, target: Rectangle | Coordinates, content: Any) -> None:
        """Write cells to the screen."""
        method = _M.SET_BUFFER_CONTENTS_1 if isinstance(target, Rectangle) else _M.SET_BUFFER_CONTENTS_2
        self._tell(method, target, content)

    def get_buffer_contents(self, area: Rectangle) -> list[list[BufferCell]]:
        """Refuse, as PowerShell does: nobody reads a client's screen from afar."""
        raise _not_from_afar("GetBufferContents")

    def scroll_buffer_contents(self, source: Rectangle, destination: Coordinates, clip: Rectangle, fill: BufferCell) -> None:
        """Move cells on the screen."""
        self._tell(_M.SCROLL_BUFFER_CONTENTS, source, destination, clip, fill)


class PSRemotingDataStructureException(RuntimeException):
    """Say that a call cannot travel."""

    full_name = "System.Management.Automation.Remoting.PSRemotingDataStructureException"


def _not_from_afar(method: str) -> PSRemotingDataStructureException:
    return PSRemotingDataStructureException(f"Remote host method {method} is not implemented.")


def _color(color: Any) -> Any:
    return _NO_COLOR if color is None else color
