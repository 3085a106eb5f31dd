"""`$PSStyle`: escape sequences by name, and whether they reach the output. Nothing is drawn here.

Source: about_ANSI_Terminals; the sequences as PowerShell 7.6 has them.
"""

from __future__ import annotations

import os
from typing import Any

from pssession.engine.values.conversions import convert

_COLORS = ("Black", "Red", "Green", "Yellow", "Blue", "Magenta", "Cyan", "White")


class ColorSet:
    """Hold the sequences of sixteen colours, and make those of others."""

    def __init__(self, kind: str, base: int) -> None:
        self.dotnet_type = f"System.Management.Automation.PSStyle+{kind}Color"
        self._code = base + 8
        for number, name in enumerate(_COLORS):
            setattr(self, name.lower(), f"\x1b[{base + number}m")
            setattr(self, f"bright_{name.lower()}", f"\x1b[{base + 60 + number}m")

    def from_rgb(self, *parts: int) -> str:
        """Give the sequence of a colour: 0xRRGGBB, or red, green and blue."""
        red, green, blue = parts if len(parts) == 3 else (parts[0] >> 16 & 255, parts[0] >> 8 & 255, parts[0] & 255)
        return f"\x1b[{self._code};2;{red};{green};{blue}m"


class FormattingStyle:
    """Hold the sequences of formatted output."""

    dotnet_type = "System.Management.Automation.PSStyle+FormattingData"

    def __init__(self) -> None:
        self.format_accent = "\x1b[32;1m"
        self.error_accent = "\x1b[36;1m"
        self.error = "\x1b[31;1m"
        self.warning = "\x1b[33;1m"
        self.verbose = "\x1b[33;1m"
        self.debug = "\x1b[33;1m"
        self.table_header = "\x1b[32;1m"
        self.custom_table_header_label = "\x1b[32;1;3m"
        self.feedback_name = "\x1b[33m"
        self.feedback_text = "\x1b[96m"
        self.feedback_action = "\x1b[97m"


class ProgressStyle:
    """Say how progress is drawn."""

    dotnet_type = "System.Management.Automation.PSStyle+ProgressConfiguration"

    def __init__(self) -> None:
        self.style = "\x1b[33;1m"
        self.max_width = 120
        self.view = convert("Minimal", "System.Management.Automation.ProgressView")
        self.use_osc_indicator = False


class PSStyle:
    """Be `$PSStyle`."""

    dotnet_type = "System.Management.Automation.PSStyle"

    def __init__(self) -> None:
        self._rendering: Any = None
        self.output_rendering = "PlainText" if "NO_COLOR" in os.environ else "Host"
        for name, code in _ATTRIBUTES.items():
            setattr(self, name, f"\x1b[{code}m")
        self.foreground = ColorSet("Foreground", 30)
        self.background = ColorSet("Background", 40)
        self.formatting = FormattingStyle()
        self.progress = ProgressStyle()

    @property
    def output_rendering(self) -> Any:
        """Say where sequences are left out: Host, PlainText or Ansi."""
        return self._rendering

    @output_rendering.setter
    def output_rendering(self, value: Any) -> None:
        self._rendering = convert(value, "System.Management.Automation.OutputRendering")

    def format_hyperlink(self, text: str, link: Any) -> str:
        """Make a text that leads somewhere."""
        return f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\"


_ATTRIBUTES = {
    "reset": "0",
    "blink_off": "25",
    "blink": "5",
    "bold_off": "22",
    "bold": "1",
    "dim": "2",
    "dim_off": "22",
    "hidden": "8",
    "hidden_off": "28",
    "reverse": "7",
    "reverse_off": "27",
    "italic_off": "23",
    "italic": "3",
    "underline_off": "24",
    "underline": "4",
    "strikethrough_off": "29",
    "strikethrough": "9",
}
