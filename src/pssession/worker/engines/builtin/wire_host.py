"""The client's host as scripts see it: every call goes over the wire, calls that ask wait for their answer.

Source: ServerRemoteHost of PowerShell 7.6 as recorded; MS-PSRP 2.2.3.15, 2.2.3.27.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from pssession.objects import (
    BufferCell,
    ChoiceDescription,
    Coordinates,
    FieldDescription,
    Hashtable,
    Host,
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


class Caller(Protocol):
    """Make the calls."""

    def tell(self, method: HostMethod, *parameters: Any) -> None:
        """Call and go on."""

    def ask(self, method: HostMethod, *parameters: Any) -> Any:
        """Call and wait for the answer; raises what the client's host raised."""


class WireHost(Host):
    """Be the host of a client.

    Args:
        caller: Makes the calls.
        info: What the client said of its host.
    """

    name = "ServerRemoteHost"

    def __init__(self, caller: Caller, info: HostInfo | None) -> None:
        super().__init__()
        self._caller = caller
        self._silent = info is None or info.is_host_null or info.is_host_ui_null
        if info is not None and info.default_data is not None:
            self.data = info.default_data

    def _tell(self, method: HostMethod, *parameters: Any) -> None:
        if not self._silent:
            self._caller.tell(method, *parameters)

    def _ask(self, method: HostMethod, *parameters: Any) -> Any:
        if self._silent:
            self._refuse("an answer")
        return self._caller.ask(method, *parameters)

    # Shown.

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        self._colored(_M.WRITE_1, _M.WRITE_2, text, foreground, background)

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        self._colored(_M.WRITE_LINE_2, _M.WRITE_LINE_3, text, foreground, background)

    def _colored(self, plain: HostMethod, colored: HostMethod, text: str, foreground: Any, background: Any) -> None:
        if foreground is None and background is None:
            self._tell(plain, text)
        else:
            front = self.data.foreground_color if foreground is None else foreground
            back = self.data.background_color if background is None else background
            self._tell(colored, front, back, text)

    def write_error_line(self, text: str) -> None:
        self._tell(_M.WRITE_ERROR_LINE, text)

    def write_warning_line(self, text: str) -> None:
        self._tell(_M.WRITE_WARNING_LINE, text)

    def write_verbose_line(self, text: str) -> None:
        self._tell(_M.WRITE_VERBOSE_LINE, text)

    def write_debug_line(self, text: str) -> None:
        self._tell(_M.WRITE_DEBUG_LINE, text)

    def write_progress(self, source_id: int, record: ProgressRecord) -> None:
        self._tell(_M.WRITE_PROGRESS, source_id, record)

    # Asked.

    def read_line(self) -> str:
        return str(self._ask(_M.READ_LINE) or "")

    def read_line_as_secure_string(self) -> SecureString:
        answer: SecureString = self._ask(_M.READ_LINE_AS_SECURE_STRING)
        return answer

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        answer: Hashtable = self._ask(_M.PROMPT, caption, message, list(fields))
        return answer

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 1, options: int = 0
    ) -> PSCredential | None:
        answer: PSCredential | None = self._ask(
            _M.PROMPT_FOR_CREDENTIAL_2, caption, message, user_name, target_name, allowed_types, options
        )
        return answer

    def prompt_for_choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int = -1) -> int:
        return int(self._ask(_M.PROMPT_FOR_CHOICE, caption, message, list(choices), default))

    def prompt_for_multiple_choice(
        self, caption: str, message: str, choices: Sequence[ChoiceDescription], defaults: Sequence[int] = ()
    ) -> list[int]:
        return [int(one) for one in self._ask(_M.PROMPT_FOR_CHOICE_MULTIPLE_SELECTION, caption, message, list(choices), list(defaults))]

    def read_key(self, options: int = 4) -> KeyInfo:
        answer: KeyInfo = self._ask(_M.READ_KEY, options)
        return answer

    # The program around.

    def set_should_exit(self, code: int) -> None:
        self._tell(_M.SET_SHOULD_EXIT, code)

    def pop_runspace(self) -> None:
        self._tell(_M.POP_RUNSPACE)

    # The screen: getters answer from what the client said at the beginning, setters tell it.

    def _set(self, attribute: str, method: HostMethod, value: Any) -> None:
        setattr(self.data, attribute, value)
        self._tell(method, value)

    def set_foreground_color(self, color: int) -> None:
        self._set("foreground_color", _M.SET_FOREGROUND_COLOR, color)

    def set_background_color(self, color: int) -> None:
        self._set("background_color", _M.SET_BACKGROUND_COLOR, color)

    def set_cursor_position(self, position: Coordinates) -> None:
        self._set("cursor_position", _M.SET_CURSOR_POSITION, position)

    def set_window_position(self, position: Coordinates) -> None:
        self._set("window_position", _M.SET_WINDOW_POSITION, position)

    def set_cursor_size(self, size: int) -> None:
        self._set("cursor_size", _M.SET_CURSOR_SIZE, size)

    def set_buffer_size(self, size: Size) -> None:
        self._set("buffer_size", _M.SET_BUFFER_SIZE, size)

    def set_window_size(self, size: Size) -> None:
        self._set("window_size", _M.SET_WINDOW_SIZE, size)

    def set_window_title(self, title: str) -> None:
        self._set("window_title", _M.SET_WINDOW_TITLE, title)

    def flush_input_buffer(self) -> None:
        self._tell(_M.FLUSH_INPUT_BUFFER)

    def get_key_available(self) -> bool:
        return bool(self._ask(_M.GET_KEY_AVAILABLE))

    def set_buffer_contents(self, target: Rectangle | Coordinates, content: Any) -> None:
        self._tell(_M.SET_BUFFER_CONTENTS_1 if isinstance(target, Rectangle) else _M.SET_BUFFER_CONTENTS_2, target, content)

    def get_buffer_contents(self, area: Rectangle) -> list[list[BufferCell]]:
        answer: list[list[BufferCell]] = self._ask(_M.GET_BUFFER_CONTENTS, area)
        return answer

    def scroll_buffer_contents(self, source: Rectangle, destination: Coordinates, clip: Rectangle, fill: BufferCell) -> None:
        self._tell(_M.SCROLL_BUFFER_CONTENTS, source, destination, clip, fill)
