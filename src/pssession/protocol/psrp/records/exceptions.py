"""Exceptions on the wire: an object with the names of its classes and their properties.

What came from elsewhere is a property bag already and goes out as it is. A Python exception is described by what it has: the engine's
own carry .NET's name and properties under the names used here, any other becomes a plain System.Exception.
Source: PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from typing import Any

from pssession.objects import Hashtable, PSObject
from pssession.protocol.clixml import NOTHING, View

_DATA_NAMES = ["System.Collections.ListDictionaryInternal", "System.Object"]
_RUNTIME = "System.Management.Automation.RuntimeException"
# COR_E_EXCEPTION.
_HRESULT = -2146233088


def type_names(exception: BaseException) -> list[str]:
    """Give the .NET names of an exception's classes, the most derived first."""
    chain = getattr(exception, "type_chain", None)
    return list(chain()) if callable(chain) else ["System.Exception", "System.Object"]


def type_name(exception: Any) -> str:
    """Give the .NET name of an exception, or of what stands for one."""
    names = exception.type_names if isinstance(exception, PSObject) else None
    if names:
        return str(names[0]).removeprefix("Deserialized.")
    return type_names(exception)[0] if isinstance(exception, BaseException) else "System.Exception"


def message(exception: Any) -> str:
    """Give an exception's message, wherever it came from."""
    if isinstance(exception, PSObject):
        found = exception.get("Message")
        return found if isinstance(found, str) else exception.text or ""
    return str(getattr(exception, "message", None) or exception or "")


def text(exception: Any) -> str:
    """Give what ToString says of it: name, message, the exceptions inside."""
    if isinstance(exception, PSObject):
        return exception.text if exception.text is not None else message(exception)
    said = f"{type_name(exception)}: {message(exception)}"
    inner = getattr(exception, "inner", None)
    if inner is not None:
        said += f"\n ---> {text(inner)}\n   --- End of inner exception stack trace ---"
    trace = getattr(exception, "stack_trace", None)
    return f"{said}\n{trace}" if trace else said


def view_exception(exception: BaseException) -> View:
    """Describe a Python exception to the CLIXML writer."""
    names = type_names(exception)
    properties: list[tuple[str, Any]] = []
    if _RUNTIME in names:
        thrown = bool(getattr(exception, "was_thrown_from_throw_statement", False))
        properties += (("ErrorRecord", message(exception)), ("WasThrownFromThrowStatement", thrown))
    data = getattr(exception, "data", None)
    properties += (
        ("TargetSite", None),
        ("Message", message(exception)),
        ("Data", PSObject(Hashtable(data.items() if isinstance(data, dict) else ()), None, None, _DATA_NAMES)),
        ("InnerException", getattr(exception, "inner", None)),
        ("HelpLink", getattr(exception, "help_link", None)),
        ("Source", getattr(exception, "source", None)),
        ("HResult", int(getattr(exception, "hresult", _HRESULT))),
        ("StackTrace", getattr(exception, "stack_trace", None)),
    )
    # Exceptions inside are followed all the way, as PowerShell's type table has it.
    return View(type_names=names, text=text(exception), base=NOTHING, adapted=properties, depth=1)
