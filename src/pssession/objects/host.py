"""The host: who shows what a command writes and answers what it asks.

One port for all: the console, a program that uses the library, and the worker, which forwards every call to whoever is attached.
Source: MS-PSRP 2.2.3.17, 2.2.6; names and numbers of the methods as PowerShell has them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NoReturn

from pssession.objects.containers import Hashtable
from pssession.objects.records import HostInformationMessage, InformationRecord, ProgressRecord
from pssession.objects.secrets import PSCredential, SecureString
from pssession.objects.structure import structure


class HostMethod(IntEnum):
    """Number the calls to a host."""

    GET_NAME = 1
    GET_VERSION = 2
    GET_INSTANCE_ID = 3
    GET_CURRENT_CULTURE = 4
    GET_CURRENT_UI_CULTURE = 5
    SET_SHOULD_EXIT = 6
    ENTER_NESTED_PROMPT = 7
    EXIT_NESTED_PROMPT = 8
    NOTIFY_BEGIN_APPLICATION = 9
    NOTIFY_END_APPLICATION = 10
    READ_LINE = 11
    READ_LINE_AS_SECURE_STRING = 12
    WRITE_1 = 13
    WRITE_2 = 14
    WRITE_LINE_1 = 15
    WRITE_LINE_2 = 16
    WRITE_LINE_3 = 17
    WRITE_ERROR_LINE = 18
    WRITE_DEBUG_LINE = 19
    WRITE_PROGRESS = 20
    WRITE_VERBOSE_LINE = 21
    WRITE_WARNING_LINE = 22
    PROMPT = 23
    PROMPT_FOR_CREDENTIAL_1 = 24
    PROMPT_FOR_CREDENTIAL_2 = 25
    PROMPT_FOR_CHOICE = 26
    GET_FOREGROUND_COLOR = 27
    SET_FOREGROUND_COLOR = 28
    GET_BACKGROUND_COLOR = 29
    SET_BACKGROUND_COLOR = 30
    GET_CURSOR_POSITION = 31
    SET_CURSOR_POSITION = 32
    GET_WINDOW_POSITION = 33
    SET_WINDOW_POSITION = 34
    GET_CURSOR_SIZE = 35
    SET_CURSOR_SIZE = 36
    GET_BUFFER_SIZE = 37
    SET_BUFFER_SIZE = 38
    GET_WINDOW_SIZE = 39
    SET_WINDOW_SIZE = 40
    GET_WINDOW_TITLE = 41
    SET_WINDOW_TITLE = 42
    GET_MAX_WINDOW_SIZE = 43
    GET_MAX_PHYSICAL_WINDOW_SIZE = 44
    GET_KEY_AVAILABLE = 45
    READ_KEY = 46
    FLUSH_INPUT_BUFFER = 47
    SET_BUFFER_CONTENTS_1 = 48
    SET_BUFFER_CONTENTS_2 = 49
    GET_BUFFER_CONTENTS = 50
    SCROLL_BUFFER_CONTENTS = 51
    PUSH_RUNSPACE = 52
    POP_RUNSPACE = 53
    GET_IS_RUNSPACE_PUSHED = 54
    GET_RUNSPACE = 55
    PROMPT_FOR_CHOICE_MULTIPLE_SELECTION = 56


@structure(frozen=True, slots=True)
class Coordinates:
    """Name a cell of a screen, from 0."""

    x: int = 0
    y: int = 0


@structure(frozen=True, slots=True)
class Size:
    """Hold columns and lines."""

    width: int = 0
    height: int = 0


@structure(frozen=True, slots=True)
class Rectangle:
    """Name an area of a screen, all four edges inside."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


@structure(frozen=True, slots=True)
class BufferCell:
    """Hold one cell: a character and two numbers of ConsoleColor; type 0 complete, 1 leading, 2 trailing half."""

    character: str = " "
    foreground_color: int = 7
    background_color: int = 0
    buffer_cell_type: int = 0


@structure(frozen=True, slots=True)
class KeyInfo:
    """Hold a key stroke."""

    virtual_key_code: int = 0
    character: str = "\0"
    control_key_state: int = 0
    key_down: bool = True


@structure(slots=True, kw_only=True)
class FieldDescription:
    """Describe one thing that Prompt asks for."""

    name: str
    label: str = ""
    parameter_type_name: str = "String"
    parameter_type_full_name: str = "System.String"
    parameter_assembly_full_name: str = ""
    help_message: str = ""
    is_mandatory: bool = True
    default_value: Any = None
    attributes: Sequence[Any] = ()
    is_from_remote_host: bool = False


@structure(frozen=True, slots=True)
class ChoiceDescription:
    """Describe one choice; an ampersand stands before its key."""

    label: str
    help_message: str = ""


@structure(slots=True, kw_only=True)
class HostDefaultData:
    """Hold what a client's screen was like when it opened the session."""

    foreground_color: int = 7
    background_color: int = 0
    cursor_position: Coordinates = Coordinates()
    window_position: Coordinates = Coordinates()
    cursor_size: int = 25
    buffer_size: Size = Size(120, 50)
    window_size: Size = Size(120, 50)
    max_window_size: Size = Size(120, 50)
    max_physical_window_size: Size = Size(120, 50)
    window_title: str = ""


@structure(slots=True, kw_only=True)
class HostInfo:
    """Say what kind of host a client has."""

    is_host_null: bool = True
    is_host_ui_null: bool = True
    is_host_raw_ui_null: bool = True
    use_runspace_host: bool = True
    default_data: HostDefaultData | None = None


class HostError(Exception):
    """Say that a host cannot do what was asked of it.

    Attributes:
        error_id: FullyQualifiedErrorId of the PowerShell error that it becomes.
    """

    def __init__(self, message: str, error_id: str = "InvalidOperation") -> None:
        super().__init__(message)
        self.message = message
        self.error_id = error_id


class Host:
    """Be the host of a session that nobody watches: what is shown is dropped, what asks fails.

    Subclasses override what they can do. Colours are numbers of ConsoleColor (0 black ... 15 white) or their names.
    """

    name = "Default Host"
    version = "7.6.5"
    culture = "en-US"
    ui_culture = "en-US"

    def __init__(self) -> None:
        self.instance_id = uuid.uuid4()
        self.data = HostDefaultData()

    @property
    def supports_virtual_terminal(self) -> bool:
        """Tell whether escape sequences are shown as colours."""
        return False

    # Shown.

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        """Show text without a line end."""

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        """Show a line."""

    def write_error_line(self, text: str) -> None:
        """Show a line of an error."""

    def write_warning_line(self, text: str) -> None:
        """Show a warning; the host puts the mark before it."""

    def write_verbose_line(self, text: str) -> None:
        """Show a verbose message; the host puts the mark before it."""

    def write_debug_line(self, text: str) -> None:
        """Show a debug message; the host puts the mark before it."""

    def write_progress(self, source_id: int, record: ProgressRecord) -> None:
        """Show how far an activity is."""

    def show_information(self, record: InformationRecord) -> None:
        """Show what an information record has to show: words of Write-Host in their colours, all else as a line."""
        if record.shown_text is None:
            return
        data = record.message_data
        if isinstance(data, HostInformationMessage):
            self.show_message(record.shown_text, data.no_new_line, data.foreground_color, data.background_color)
        else:
            self.write_line(record.shown_text)

    def show_message(self, text: str, no_new_line: bool, foreground: Any, background: Any) -> None:
        """Show what Write-Host wrote."""
        (self.write if no_new_line else self.write_line)(text, foreground, background)

    # Asked.

    def _refuse(self, what: str) -> NoReturn:
        raise HostError(
            f"A command that prompts the user failed because the host program or the command type does not support user interaction. "
            f"The host was attempting to request {what}."
        )

    def read_line(self) -> str:
        """Ask for a line."""
        self._refuse("a line of input")

    def read_line_as_secure_string(self) -> SecureString:
        """Ask for a line that is not shown."""
        self._refuse("a line of secret input")

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        """Ask for several values; give them by the fields' names."""
        self._refuse(f"confirmation with the following message: {message}")

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 3, options: int = 1
    ) -> PSCredential | None:
        """Ask for a user's name and password."""
        self._refuse(f"confirmation with the following message: {message}")

    def prompt_for_choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int = -1) -> int:
        """Ask for one of several choices; give its index."""
        self._refuse(f"confirmation with the following message: {message}")

    def prompt_for_multiple_choice(
        self, caption: str, message: str, choices: Sequence[ChoiceDescription], defaults: Sequence[int] = ()
    ) -> list[int]:
        """Ask for any number of choices; give their indexes."""
        self._refuse(f"confirmation with the following message: {message}")

    def read_key(self, options: int = 4) -> KeyInfo:
        """Wait for a key."""
        self._refuse("a key")

    # The program around.

    def set_should_exit(self, code: int) -> None:
        """Take note that a script wants the program to end."""

    def enter_nested_prompt(self) -> None:
        """Begin a prompt inside a command."""
        raise HostError("This host does not support nested prompts.", "NotImplemented")

    def exit_nested_prompt(self) -> None:
        """End a prompt inside a command."""
        raise HostError("This host does not support nested prompts.", "NotImplemented")

    def notify_begin_application(self) -> None:
        """Take note that a native command begins."""

    def notify_end_application(self) -> None:
        """Take note that a native command has ended."""

    def push_runspace(self, runspace: Any) -> None:
        """Enter a session."""
        raise HostError("This host does not support entering a session.", "NotImplemented")

    def pop_runspace(self) -> None:
        """Leave an entered session."""
        raise HostError("This host does not support entering a session.", "NotImplemented")

    @property
    def is_runspace_pushed(self) -> bool:
        """Tell whether a session is entered."""
        return False

    # The screen; getters answer from `data`, as a server does from what it was told.

    def get_foreground_color(self) -> int:
        """Give a number of ConsoleColor."""
        return self.data.foreground_color

    def set_foreground_color(self, color: int) -> None:
        """Set a number of ConsoleColor."""
        self.data.foreground_color = color

    def get_background_color(self) -> int:
        """Give a number of ConsoleColor."""
        return self.data.background_color

    def set_background_color(self, color: int) -> None:
        """Set a number of ConsoleColor."""
        self.data.background_color = color

    def get_cursor_position(self) -> Coordinates:
        """Give where the cursor is."""
        return self.data.cursor_position

    def set_cursor_position(self, position: Coordinates) -> None:
        """Move the cursor."""
        self.data.cursor_position = position

    def get_window_position(self) -> Coordinates:
        """Give which cell of the buffer the window begins at."""
        return self.data.window_position

    def set_window_position(self, position: Coordinates) -> None:
        """Move the window over the buffer."""
        self.data.window_position = position

    def get_cursor_size(self) -> int:
        """Give the cursor's height in percent."""
        return self.data.cursor_size

    def set_cursor_size(self, size: int) -> None:
        """Set the cursor's height in percent."""
        self.data.cursor_size = size

    def get_buffer_size(self) -> Size:
        """Give the buffer's size in cells."""
        return self.data.buffer_size

    def set_buffer_size(self, size: Size) -> None:
        """Set the buffer's size in cells."""
        self.data.buffer_size = size

    def get_window_size(self) -> Size:
        """Give the window's size in cells."""
        return self.data.window_size

    def set_window_size(self, size: Size) -> None:
        """Set the window's size in cells."""
        self.data.window_size = size

    def get_window_title(self) -> str:
        """Give the window's title."""
        return self.data.window_title

    def set_window_title(self, title: str) -> None:
        """Set the window's title."""
        self.data.window_title = title

    def get_max_window_size(self) -> Size:
        """Give the largest window for this buffer."""
        return self.data.max_window_size

    def get_max_physical_window_size(self) -> Size:
        """Give the largest window for this screen."""
        return self.data.max_physical_window_size

    def get_key_available(self) -> bool:
        """Tell whether a key was pressed and not read."""
        return False

    def flush_input_buffer(self) -> None:
        """Forget keys that were pressed and not read."""

    def set_buffer_contents(self, target: Rectangle | Coordinates, content: Any) -> None:
        """Write cells to the screen."""

    def get_buffer_contents(self, area: Rectangle) -> list[list[BufferCell]]:
        """Read cells of the screen."""
        raise HostError("The host's screen cannot be read.", "NotImplemented")

    def scroll_buffer_contents(self, source: Rectangle, destination: Coordinates, clip: Rectangle, fill: BufferCell) -> None:
        """Move cells on the screen."""
