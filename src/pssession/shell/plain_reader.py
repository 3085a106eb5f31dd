"""Reading statements where prompt-toolkit is not installed or the terminal is a plain one: readline's keys and history, no more."""

from __future__ import annotations

import re

from pssession.shell.statements import is_incomplete

_ESCAPES = re.compile(r"(\x1b\[[0-?]*[ -/]*[@-~])")
_MORE = ">> "


class PlainReader:
    """Read by `input`, line by line; an unfinished statement goes on until it is whole or a blank line comes."""

    def __init__(self) -> None:
        try:
            import readline
        except ImportError:
            return
        readline.set_auto_history(True)

    def read(self, prompt: str, *, shown: bool = False) -> str:
        """Read a whole statement.

        Args:
            prompt: What stands before it.
            shown: Whether the prompt is on the screen already.

        Raises:
            EOFError: The input has ended.
            KeyboardInterrupt: Ctrl-C.
        """
        # Readline has to know what takes no room on the screen.
        text = input(("\r" if shown else "") + _ESCAPES.sub("\x01\\1\x02", prompt))
        while is_incomplete(text):
            line = input(_MORE)
            if not line.strip():
                break
            text += "\n" + line
        return text
