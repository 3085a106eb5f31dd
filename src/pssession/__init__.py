"""PSSessions for every machine with Python: durable PowerShell sessions, their client, their host and their language.

    import pssession

    with pssession.connect() as session:
        for item in session.run("Get-Process"):
            print(item)

Names are imported when they are first used: `import pssession` alone costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from pssession.client.aio.run import AsyncRun as AsyncRun
    from pssession.client.aio.session import AsyncSession as AsyncSession
    from pssession.client.blocking.run import Run as Run
    from pssession.client.blocking.session import Session as Session
    from pssession.client.connecting import Opening as Opening
    from pssession.client.connecting import connect as connect
    from pssession.client.connecting import open_session as open_session
    from pssession.client.connecting import reconnect as reconnect
    from pssession.client.directory import find_session as find_session
    from pssession.client.directory import list_sessions as list_sessions
    from pssession.client.directory import remove_session as remove_session
    from pssession.client.fan_out import FanOut as FanOut
    from pssession.client.fan_out import fan_out as fan_out
    from pssession.client.items import Debug as Debug
    from pssession.client.items import Error as Error
    from pssession.client.items import Information as Information
    from pssession.client.items import Item as Item
    from pssession.client.items import Output as Output
    from pssession.client.items import Progress as Progress
    from pssession.client.items import Result as Result
    from pssession.client.items import Verbose as Verbose
    from pssession.client.items import Warning as Warning  # noqa: A004 - the stream is called so
    from pssession.client.limits import time_limit as time_limit
    from pssession.client.options import SessionOptions as SessionOptions
    from pssession.errors import ConfigurationNotFound as ConfigurationNotFound
    from pssession.errors import ConnectionLost as ConnectionLost
    from pssession.errors import LimitExceeded as LimitExceeded
    from pssession.errors import PipelineError as PipelineError
    from pssession.errors import PipelineStopped as PipelineStopped
    from pssession.errors import ProtocolError as ProtocolError
    from pssession.errors import PSSessionError as PSSessionError
    from pssession.errors import SessionBusy as SessionBusy
    from pssession.errors import SessionError as SessionError
    from pssession.errors import SessionNotFound as SessionNotFound
    from pssession.errors import SessionStateError as SessionStateError
    from pssession.errors import TransportError as TransportError
    from pssession.objects import ErrorRecord as ErrorRecord
    from pssession.objects import Host as Host
    from pssession.objects import OutputBufferingMode as OutputBufferingMode
    from pssession.objects import PSCredential as PSCredential
    from pssession.objects import PSObject as PSObject
    from pssession.objects import SecureString as SecureString
    from pssession.session.info import SessionInfo as SessionInfo

_HOMES = {
    "client.aio.run": ("AsyncRun",),
    "client.aio.session": ("AsyncSession",),
    "client.blocking.run": ("Run",),
    "client.blocking.session": ("Session",),
    "client.connecting": ("Opening", "connect", "open_session", "reconnect"),
    "client.directory": ("find_session", "list_sessions", "remove_session"),
    "client.fan_out": ("FanOut", "fan_out"),
    "client.items": ("Debug", "Error", "Information", "Item", "Output", "Progress", "Result", "Verbose", "Warning"),
    "client.limits": ("time_limit",),
    "client.options": ("SessionOptions",),
    "errors": (
        "ConfigurationNotFound",
        "ConnectionLost",
        "LimitExceeded",
        "PSSessionError",
        "PipelineError",
        "PipelineStopped",
        "ProtocolError",
        "SessionBusy",
        "SessionError",
        "SessionNotFound",
        "SessionStateError",
        "TransportError",
    ),
    "objects": ("ErrorRecord", "Host", "OutputBufferingMode", "PSCredential", "PSObject", "SecureString"),
    "session.info": ("SessionInfo",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
