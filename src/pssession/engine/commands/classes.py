"""Classes and enums of scripts: types made from their definitions before the script runs.

Source: about_Classes, about_Enum.
"""

from __future__ import annotations

from typing import Any


def define_types(X: Any, block: Any) -> None:
    """Make the types that a script defines."""
