"""The host of a console: what the engine shows and asks, on standard output, standard error and a terminal.

Without a terminal (or with -NonInteractive) whatever asks fails with PowerShell's words.
Source: PowerShell 7.6 as recorded (groups cli.color, cli.stdin, remote.host).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from pssession.objects import (
    ChoiceDescription,
    FieldDescription,
    Hashtable,
    Host,
    HostDefaultData,
    KeyInfo,
    ProgressRecord,
    PSCredential,
    SecureString,
    Size,
)

if TYPE_CHECKING:
    from pssession.shell.progress import ProgressPane
    from pssession.shell.questions import Questions
    from pssession.shell.target import Stay
    from pssession.shell.terminal import Terminal

_COLORS = {
    name: code
    for code, name in enumerate(
        ("Black", "DarkRed", "DarkGreen", "DarkYellow", "DarkBlue", "DarkMagenta", "DarkCyan", "Gray",
         "DarkGray", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White")
    )
}  # fmt: skip
# ConsoleColor's numbers are those of an old text screen; a terminal counts otherwise.
_BY_NUMBER = ("Black", "DarkBlue", "DarkGreen", "DarkCyan", "DarkRed", "DarkMagenta", "DarkYellow", "Gray",
              "DarkGray", "Blue", "Green", "Cyan", "Red", "Magenta", "Yellow", "White")  # fmt: skip
_WARNING = "\x1b[33;1m"
_ERROR = "\x1b[31;1m"
_RESET = "\x1b[0m"
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_NO_ECHO = 1


def supports_colors(environ: dict[str, str] | os._Environ[str]) -> bool:
    """Tell whether escape sequences are welcome: TERM says so, and NO_COLOR does not forbid it."""
    return "NO_COLOR" not in environ and environ.get("TERM", "dumb") not in ("dumb", "xterm-mono", "")


class ConsoleHost(Host):
    """Show on standard output, ask on a terminal.

    Args:
        out: Where output goes.
        err: Where errors go.
        interactive: Whether whoever sits there may be asked.
        colors: Whether to write escape sequences.

    Attributes:
        exit_code: What a script asked the program to end with, None while none did.
        entered: The session that lines go to, None for the shell's own.
        enter: Makes what runs lines in a session; None where no session can be entered.
        show_error: Shows an error record as $ErrorView wants it.
    """

    name = "ConsoleHost"

    def __init__(
        self, out: TextIO | None = None, err: TextIO | None = None, *, interactive: bool = False, colors: bool | None = None
    ) -> None:
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._data = HostDefaultData()
        super().__init__()
        self.interactive = interactive
        self.colors = supports_colors(os.environ) if colors is None else colors
        self.exit_code: int | None = None
        self.entered: Stay | None = None
        self.enter: Callable[[Any], Stay] | None = None
        self.show_error: Callable[[Any], None] = lambda record: self.write_error_line(str(record))
        self._interrupted = False
        self._title = ""
        self._column = 0
        self._pane: ProgressPane | None = None
        self._terminal: Terminal | None = None
        self._has_screen = out is None and sys.stdout.isatty()

    # What is shown.

    def write(self, text: str, foreground: object = None, background: object = None) -> None:
        self._put(self._out, self._colored(text, foreground, background))

    def write_line(self, text: str = "", foreground: object = None, background: object = None) -> None:
        self._put(self._out, self._colored(text, foreground, background) + "\n")

    def write_error_line(self, text: str) -> None:
        # What comes from a session comes without colours.
        if self.colors and "\x1b[" not in text and self._err.isatty():
            text = f"{_ERROR}{text}{_RESET}"
        self._put(self._err, text + "\n")

    def write_warning_line(self, text: str) -> None:
        self._marked("WARNING", text)

    def write_verbose_line(self, text: str) -> None:
        self._marked("VERBOSE", text)

    def write_debug_line(self, text: str) -> None:
        self._marked("DEBUG", text)

    def _marked(self, mark: str, text: str) -> None:
        line = f"{_WARNING}{mark}: {text}{_RESET}" if self.colors else f"{mark}: {text}"
        self._put(self._out, line + "\n")

    def write_progress(self, source_id: int, record: ProgressRecord) -> None:
        if not (self._has_screen and self.colors):
            return
        pane = self._pane
        if pane is None:
            import time

            from pssession.shell.progress import ProgressPane

            pane = self._pane = ProgressPane(time.monotonic)
        if pane.take(source_id, record):
            self._out.write(pane.draw(self.width, self._column))
            self._out.flush()

    def end_progress(self) -> None:
        """Take progress from the screen: what it told of is over."""
        if self._pane is not None and (text := self._pane.clear()):
            self._out.write(text)
            self._out.flush()

    def _put(self, stream: TextIO, text: str) -> None:
        if self._pane is not None and (erasing := self._pane.erase()):
            self._out.write(erasing)
        (self._err if stream is self._out else self._out).flush()
        stream.write(text)
        stream.flush()
        if self._has_screen:
            before, line_end, last = text.rpartition("\n")
            self._column = len(_ESCAPES.sub("", last)) + (0 if line_end else self._column)

    def _colored(self, text: str, foreground: object, background: object) -> str:
        if not self.colors or (foreground is None and background is None):
            return text
        codes = [
            str(base + code % 8 + 60 * (code > 7))
            for base, color in ((30, foreground), (40, background))
            if (code := _code(color)) is not None
        ]
        return f"\x1b[{';'.join(codes)}m{text}{_RESET}" if codes else text

    # What is asked.

    def read_line(self) -> str:
        return self.ask("")

    def read_line_as_secure_string(self) -> SecureString:
        return SecureString(self.ask_secret(""))

    def prompt(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Hashtable:
        self._check()
        return self._questions.fields(caption, message, fields)

    def prompt_for_credential(
        self, caption: str, message: str, user_name: str = "", target_name: str = "", allowed_types: int = 3, options: int = 1
    ) -> PSCredential:
        return self._questions.credential(caption, message, user_name)

    def prompt_for_choice(self, caption: str, message: str, choices: Sequence[ChoiceDescription], default: int = -1) -> int:
        self._check()
        return self._questions.choice(caption, message, choices, default)

    def prompt_for_multiple_choice(
        self, caption: str, message: str, choices: Sequence[ChoiceDescription], defaults: Sequence[int] = ()
    ) -> list[int]:
        self._check()
        return self._questions.choices(caption, message, choices, defaults)

    def read_key(self, options: int = 4) -> KeyInfo:
        self._check()
        terminal = self._keyboard()
        if terminal is None:
            self.refuse_to_ask()
        key = terminal.read_key(echo=not options & _NO_ECHO)
        return KeyInfo(virtual_key_code=ord(key.upper()) if key else 0, character=key or "\0")

    def ask(self, prompt: str) -> str:
        """Show a prompt and read a line."""
        self.write(prompt)
        self._check()
        terminal = self._keyboard()
        if terminal is not None:
            self._column = 0
            return terminal.read_line()
        line = sys.stdin.readline()
        # pwsh 7.6: what was read from a pipe is echoed, so that the transcript reads as if it had been typed.
        self.write_line(line.rstrip("\n"))
        return line.rstrip("\r\n")

    def ask_secret(self, prompt: str) -> str:
        """Show a prompt and read a line that is not shown."""
        terminal = self._keyboard() if self.interactive else None
        if terminal is None:
            return self.ask(prompt)
        secret = terminal.read_secret(lambda: self.write(prompt))
        self._column = 0
        return secret

    def interrupt(self) -> None:
        """Break off a question that waits for its answer, or the next one of the command that runs."""
        self._interrupted = True
        if self._terminal is not None:
            self._terminal.interrupt()

    def rearm(self) -> None:
        """Let questions be asked again: another command begins."""
        self._interrupted = False
        if self._terminal is not None:
            self._terminal.rearm()

    @property
    def _questions(self) -> Questions:
        from pssession.shell.questions import Questions

        return Questions(self)

    def _keyboard(self) -> Terminal | None:
        """Give the terminal that answers are typed at, None without one."""
        if self._terminal is None and sys.stdin.isatty():
            from pssession.shell.terminal import Terminal

            self._terminal = Terminal(sys.stdin.fileno())
        if self._interrupted and self._terminal is not None:
            self._terminal.interrupt()
        return self._terminal

    def _check(self) -> None:
        if not self.interactive:
            self.refuse_to_ask()

    def refuse_to_ask(self) -> NoReturn:
        """Raise PowerShell's error for a question in non-interactive mode."""
        from pssession.engine.errors import PSInvalidOperationException

        raise PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.")

    # The session that was entered.

    def push_runspace(self, runspace: Any) -> None:
        if self.enter is None:
            super().push_runspace(runspace)
        elif self.entered is not None:
            self._refuse_nesting()
        else:
            self.entered = self.enter(runspace)

    def pop_runspace(self) -> None:
        entered, self.entered = self.entered, None
        if entered is not None:
            entered.leave()

    @property
    def is_runspace_pushed(self) -> bool:
        return self.entered is not None

    def _refuse_nesting(self) -> None:
        from pssession.engine.errors import PSInvalidOperationException

        raise PSInvalidOperationException("A remote session is already entered: leave it by Exit-PSSession first.")

    # What the console is.

    def set_should_exit(self, code: int) -> None:
        self.exit_code = code

    @property
    def data(self) -> HostDefaultData:
        """Say what the screen is like now: a session that is opened is told so."""
        size, data = self.get_window_size(), self._data
        data.buffer_size = data.window_size = data.max_window_size = data.max_physical_window_size = size
        data.window_title = self._title
        return data

    @data.setter
    def data(self, data: HostDefaultData) -> None:
        self._data = data

    def notify_begin_application(self) -> None:
        if self._pane is not None and (erasing := self._pane.erase()):
            self._out.write(erasing)
            self._out.flush()

    def get_window_title(self) -> str:
        return self._title

    def set_window_title(self, title: str) -> None:
        self._title = title
        if self._has_screen and self.colors:
            shown = "".join(character for character in title if character.isprintable())
            self._out.write(f"\x1b]0;{shown}\x07")
            self._out.flush()

    def flush_input_buffer(self) -> None:
        terminal = self._keyboard()
        if terminal is not None:
            terminal.forget()

    def get_window_size(self) -> Size:
        columns, lines = _terminal_size()
        return Size(width=columns, height=lines)

    def get_buffer_size(self) -> Size:
        return self.get_window_size()

    @property
    def supports_virtual_terminal(self) -> bool:
        return self.colors

    @property
    def width(self) -> int:
        """Give the cells of a line: COLUMNS, the terminal's width, or 80 where there is none."""
        return _terminal_size()[0]


def _terminal_size() -> tuple[int, int]:
    try:
        size = os.get_terminal_size(1)
    except OSError:
        return 80, 24  # what pwsh takes where no terminal says otherwise
    return (size.columns or 80, size.lines or 24)


def _code(color: object) -> int | None:
    if color is None:
        return None
    if isinstance(color, int):
        return _COLORS[_BY_NUMBER[color]] if 0 <= color < len(_BY_NUMBER) else None
    return _COLORS.get(str(color))
