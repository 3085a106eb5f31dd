"""What may follow what: the states of both ends, as tables.

There are four machines. A *pool* is a session with its runspaces; a *pipeline* is one invocation in it. Each has a client's and a
server's side, and each side is a table from a state and a trigger to the next state. A trigger is something that we do (`OPEN`, `STOP`)
or something that reaches us (`CAPABILITY`, `LOST`); what a table does not list is refused: if we did it, by SessionStateError at the call,
if the peer did, by ProtocolError.

How a session goes, seen from the client. It says its capability and how the session is to be (OPEN), both at once. The server says its
own capability; the versions are agreed now. It makes its runspaces, tells about itself (PRIVATE_DATA) and says OPENED. From then on
pipelines come and go, limits change, keys are exchanged, the server's host calls arrive. CLOSE asks for the end; the server says CLOSING
and CLOSED, or the carrier only acknowledges. BROKEN comes from the server when it failed, LOST from the carrier when the bytes ended: a
carrier that can come back says DISCONNECTED instead, and what arrives before the server has noticed counts as in an open session.
CONNECT is how a client takes over a session that another one left: capability, then INIT_DATA instead of CLOSING the circle through
initialization. ADOPT is the same without any message, for carriers that did the greeting themselves.

A session that is closed or broken listens to nobody, but does not complain either: messages may still be on their way.

A pipeline is started by its creator, gives records, and ends in one of three states; nothing follows these. STOP asks for the end and
may lose the race against completion. Host calls in both directions are not in the tables: they change no state.

The server's tables mirror this. What PowerShell's server does with messages out of turn is not in the specification and was probed:
a session asked for before the capability, and a pipeline before the session is open, are ignored; a second INIT is an error that changes
nothing; a pipeline that names another session closes this one.

Key exchange is beside these tables (`secrets`): it may happen in any state that has a version.

Source: MS-PSRP 3.1.1, 3.2.1; PowerShell 7.6 as recorded (server-probes).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import TypeVar

from pssession.objects import PSInvocationState, RunspacePoolState


class PoolState(Enum):
    """Say how far a session is; finer than RunspacePoolState, which people see."""

    BEFORE_OPEN = auto()
    NEGOTIATION_SENT = auto()
    NEGOTIATION_SUCCEEDED = auto()
    CONNECT_SENT = auto()
    CONNECT_NEGOTIATED = auto()
    OPENED = auto()
    DISCONNECTING = auto()
    DISCONNECTED = auto()
    RECONNECTING = auto()
    CLOSING = auto()
    CLOSED = auto()
    BROKEN = auto()

    @property
    def runspace_pool_state(self) -> RunspacePoolState:
        """Give the state as PowerShell names it."""
        return _PUBLIC[self]


_PUBLIC = {
    PoolState.BEFORE_OPEN: RunspacePoolState.BEFORE_OPEN,
    PoolState.NEGOTIATION_SENT: RunspacePoolState.OPENING,
    PoolState.NEGOTIATION_SUCCEEDED: RunspacePoolState.OPENING,
    PoolState.CONNECT_SENT: RunspacePoolState.CONNECTING,
    PoolState.CONNECT_NEGOTIATED: RunspacePoolState.CONNECTING,
    PoolState.OPENED: RunspacePoolState.OPENED,
    PoolState.DISCONNECTING: RunspacePoolState.DISCONNECTING,
    PoolState.DISCONNECTED: RunspacePoolState.DISCONNECTED,
    PoolState.RECONNECTING: RunspacePoolState.CONNECTING,
    PoolState.CLOSING: RunspacePoolState.CLOSING,
    PoolState.CLOSED: RunspacePoolState.CLOSED,
    PoolState.BROKEN: RunspacePoolState.BROKEN,
}


class Trigger(Enum):
    """Name what moves a machine."""

    # What this end does.
    OPEN = auto()
    CONNECT = auto()
    ADOPT = auto()
    CLOSE = auto()
    DISCONNECT = auto()
    RECONNECT = auto()
    USE = auto()
    START = auto()
    STOP = auto()
    ACCEPT = auto()
    FAIL = auto()
    WRITE = auto()
    # What the peer says.
    CAPABILITY = auto()
    REFUSED_CAPABILITY = auto()
    INIT = auto()
    CONNECT_REQUEST = auto()
    INIT_DATA = auto()
    PRIVATE_DATA = auto()
    POOL_MESSAGE = auto()
    RECORD = auto()
    OPENED = auto()
    CLOSING = auto()
    CLOSED = auto()
    BROKEN = auto()
    COMPLETED = auto()
    FAILED = auto()
    STOPPED = auto()
    # What the carrier says.
    DISCONNECTED = auto()
    RECONNECTED = auto()
    LOST = auto()


_P, _T = PoolState, Trigger
S = TypeVar("S")
Table = Mapping[S, Mapping[Trigger, S]]

_ENDS = {_T.CLOSING: _P.CLOSING, _T.CLOSED: _P.CLOSED, _T.BROKEN: _P.BROKEN}
_OPEN_MESSAGES = (_T.POOL_MESSAGE, _T.PRIVATE_DATA, _T.OPENED, _T.INIT_DATA)
_ALL_MESSAGES = (*_OPEN_MESSAGES, _T.CAPABILITY, _T.REFUSED_CAPABILITY, _T.CLOSING, _T.CLOSED, _T.BROKEN)


def _stay(state: PoolState, *triggers: Trigger) -> dict[Trigger, PoolState]:
    return dict.fromkeys(triggers, state)


CLIENT_POOL: Table[PoolState] = {
    _P.BEFORE_OPEN: {
        _T.OPEN: _P.NEGOTIATION_SENT,
        _T.CONNECT: _P.CONNECT_SENT,
        _T.ADOPT: _P.OPENED,
        _T.CLOSE: _P.CLOSED,
        _T.LOST: _P.BROKEN,
    },
    _P.NEGOTIATION_SENT: {
        **_ENDS,
        _T.CAPABILITY: _P.NEGOTIATION_SUCCEEDED,
        _T.REFUSED_CAPABILITY: _P.BROKEN,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.BROKEN,
    },
    _P.NEGOTIATION_SUCCEEDED: {
        **_ENDS,
        **_stay(_P.NEGOTIATION_SUCCEEDED, _T.POOL_MESSAGE, _T.PRIVATE_DATA),
        _T.OPENED: _P.OPENED,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.BROKEN,
    },
    _P.CONNECT_SENT: {
        **_ENDS,
        _T.CAPABILITY: _P.CONNECT_NEGOTIATED,
        _T.REFUSED_CAPABILITY: _P.BROKEN,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.BROKEN,
    },
    _P.CONNECT_NEGOTIATED: {
        **_ENDS,
        **_stay(_P.CONNECT_NEGOTIATED, _T.POOL_MESSAGE, _T.PRIVATE_DATA),
        _T.INIT_DATA: _P.OPENED,
        _T.OPENED: _P.OPENED,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.BROKEN,
    },
    _P.OPENED: {
        **_ENDS,
        **_stay(_P.OPENED, *_OPEN_MESSAGES, _T.USE),
        _T.DISCONNECT: _P.DISCONNECTING,
        _T.DISCONNECTED: _P.DISCONNECTED,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.BROKEN,
    },
    _P.DISCONNECTING: {
        **_ENDS,
        **_stay(_P.DISCONNECTING, *_OPEN_MESSAGES),
        _T.DISCONNECTED: _P.DISCONNECTED,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.DISCONNECTED,
    },
    _P.DISCONNECTED: {
        _T.RECONNECT: _P.RECONNECTING,
        _T.RECONNECTED: _P.OPENED,
        _T.CLOSE: _P.CLOSED,
        _T.BROKEN: _P.BROKEN,
        **_stay(_P.DISCONNECTED, _T.DISCONNECTED, _T.LOST, *_OPEN_MESSAGES),
    },
    _P.RECONNECTING: {
        **_ENDS,
        **_stay(_P.RECONNECTING, *_OPEN_MESSAGES),
        _T.RECONNECTED: _P.OPENED,
        _T.DISCONNECTED: _P.DISCONNECTED,
        _T.CLOSE: _P.CLOSING,
        _T.LOST: _P.DISCONNECTED,
    },
    _P.CLOSING: {
        **_stay(_P.CLOSING, *_ALL_MESSAGES, _T.CLOSE, _T.DISCONNECTED),
        _T.CLOSED: _P.CLOSED,
        _T.BROKEN: _P.CLOSED,
        _T.LOST: _P.CLOSED,
    },
    _P.CLOSED: _stay(_P.CLOSED, *_ALL_MESSAGES, _T.CLOSE, _T.LOST, _T.DISCONNECTED),
    _P.BROKEN: {**_stay(_P.BROKEN, *_ALL_MESSAGES, _T.CLOSE, _T.LOST, _T.DISCONNECTED), _T.CLOSED: _P.BROKEN},
}

# A server that waits for its engine to make runspaces is in NEGOTIATION_SUCCEEDED after INIT, in CONNECT_NEGOTIATED after CONNECT.
SERVER_POOL: Table[PoolState] = {
    _P.BEFORE_OPEN: {
        _T.CAPABILITY: _P.NEGOTIATION_SENT,
        _T.REFUSED_CAPABILITY: _P.BEFORE_OPEN,
        _T.CLOSE: _P.CLOSED,
        _T.FAIL: _P.BROKEN,
    },
    _P.NEGOTIATION_SENT: {
        _T.INIT: _P.NEGOTIATION_SUCCEEDED,
        _T.CONNECT_REQUEST: _P.CONNECT_NEGOTIATED,
        _T.CAPABILITY: _P.NEGOTIATION_SENT,
        _T.CLOSE: _P.CLOSED,
        _T.FAIL: _P.BROKEN,
    },
    _P.NEGOTIATION_SUCCEEDED: {
        _T.ACCEPT: _P.OPENED,
        _T.POOL_MESSAGE: _P.NEGOTIATION_SUCCEEDED,
        _T.CLOSE: _P.CLOSED,
        _T.FAIL: _P.BROKEN,
    },
    _P.CONNECT_NEGOTIATED: {
        _T.ACCEPT: _P.OPENED,
        _T.POOL_MESSAGE: _P.CONNECT_NEGOTIATED,
        _T.CLOSE: _P.CLOSED,
        _T.FAIL: _P.BROKEN,
    },
    _P.OPENED: {
        **_stay(_P.OPENED, _T.POOL_MESSAGE, _T.USE),
        _T.DISCONNECT: _P.DISCONNECTED,
        _T.CAPABILITY: _P.OPENED,
        _T.CONNECT_REQUEST: _P.CONNECT_NEGOTIATED,
        _T.CLOSE: _P.CLOSED,
        _T.FAIL: _P.BROKEN,
    },
    # Pipelines run on and messages are made while nobody is there.
    _P.DISCONNECTED: {
        **_stay(_P.DISCONNECTED, _T.USE, _T.DISCONNECT),
        _T.RECONNECT: _P.OPENED,
        _T.CAPABILITY: _P.DISCONNECTED,
        _T.CONNECT_REQUEST: _P.CONNECT_NEGOTIATED,
        _T.CLOSE: _P.CLOSED,
        _T.FAIL: _P.BROKEN,
    },
    _P.CLOSED: _stay(_P.CLOSED, _T.POOL_MESSAGE, _T.CLOSE, _T.FAIL, _T.DISCONNECT),
    _P.BROKEN: _stay(_P.BROKEN, _T.POOL_MESSAGE, _T.CLOSE, _T.FAIL, _T.DISCONNECT),
}

_I = PSInvocationState
_FINAL = {_T.COMPLETED: _I.COMPLETED, _T.FAILED: _I.FAILED, _T.STOPPED: _I.STOPPED}
_LATE = (_T.RECORD, _T.COMPLETED, _T.FAILED, _T.STOPPED, _T.STOP, _T.LOST, _T.DISCONNECTED)

CLIENT_PIPELINE: Table[PSInvocationState] = {
    _I.NOT_STARTED: {_T.START: _I.RUNNING, _T.STOP: _I.STOPPED, _T.LOST: _I.FAILED},
    _I.RUNNING: {
        **_FINAL,
        _T.RECORD: _I.RUNNING,
        _T.USE: _I.RUNNING,
        _T.STOP: _I.STOPPING,
        _T.DISCONNECTED: _I.DISCONNECTED,
        _T.LOST: _I.FAILED,
    },
    _I.STOPPING: {
        **_FINAL,
        **dict.fromkeys((_T.RECORD, _T.STOP), _I.STOPPING),
        _T.DISCONNECTED: _I.DISCONNECTED,
        _T.LOST: _I.STOPPED,
    },
    _I.DISCONNECTED: {
        **_FINAL,
        **dict.fromkeys((_T.RECORD, _T.DISCONNECTED), _I.DISCONNECTED),
        _T.RECONNECTED: _I.RUNNING,
        _T.LOST: _I.FAILED,
    },
    **{state: dict.fromkeys(_LATE, state) for state in (_I.COMPLETED, _I.FAILED, _I.STOPPED)},
}

SERVER_PIPELINE: Table[PSInvocationState] = {
    _I.NOT_STARTED: {_T.START: _I.RUNNING},
    _I.RUNNING: {**_FINAL, _T.WRITE: _I.RUNNING, _T.STOP: _I.STOPPING},
    _I.STOPPING: {**_FINAL, **dict.fromkeys((_T.WRITE, _T.STOP), _I.STOPPING)},
    **{state: dict.fromkeys((_T.STOP,), state) for state in (_I.COMPLETED, _I.FAILED, _I.STOPPED)},
}

ENDED = frozenset({_I.COMPLETED, _I.FAILED, _I.STOPPED})
POOL_ENDED = frozenset({_P.CLOSED, _P.BROKEN})
