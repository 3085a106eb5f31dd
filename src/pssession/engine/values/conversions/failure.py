"""The errors of failed conversions, worded as PowerShell words them.

Source: ExtendedTypeSystem messages as PowerShell 7.6 prints them.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import PSInvalidCastException
from pssession.engine.values.text import to_string
from pssession.engine.values.types import DotNetType, type_of


def failure(error_id: str, message: str, inner: BaseException | None = None) -> PSInvalidCastException:
    """Make the exception; its id becomes the first part of FullyQualifiedErrorId."""
    return PSInvalidCastException(message, error_id, inner)


def with_reason(error_id: str, value: Any, target: DotNetType, reason: str, inner: BaseException | None = None) -> PSInvalidCastException:
    """Make the error that quotes a reason."""
    return failure(error_id, f'Cannot convert value "{to_string(value)}" to type "{target.key}". Error: "{reason}"', inner)


def no_way(value: Any, target: DotNetType) -> PSInvalidCastException:
    """Make the error of a pair of types between which there is no conversion."""
    if value is None:
        return failure("nullToObjectInvalidCast", f'Cannot convert null to type "{target.key}".')
    source = type_of(value).key
    if target.key in _SECRET:
        return failure("ConvertToFinalInvalidCastException", f'Cannot convert the value of type "{source}" to type "{target.key}".')
    text = to_string(value) if type_of(value).element is None else source
    return failure("ConvertToFinalInvalidCastException", f'Cannot convert the "{text}" value of type "{source}" to type "{target.key}".')


_SECRET = frozenset(("System.Security.SecureString", "System.Management.Automation.PSCredential"))
