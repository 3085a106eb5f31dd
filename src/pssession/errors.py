"""The public exception tree.

    PSSessionError
    ├── ProtocolError            the peer sent what the protocol does not allow; the connection is closed with the reason
    │   └── LimitExceeded        an object, message or count is over a configured limit
    ├── TransportError           the bytes could not be carried (connection lost, child process ended, socket refused)
    │   └── ConnectionLost
    ├── SessionError             the session cannot do what was asked (busy, disconnected, closed, owned by somebody else)
    │   ├── SessionNotFound
    │   ├── SessionBusy
    │   ├── ConfigurationNotFound
    │   └── SessionStateError
    └── PipelineError            the command ended with a terminating error; `.record` has it
        └── PipelineStopped

Your own mistakes (a wrong argument) are ordinary ValueError and TypeError, raised at the call.
"""

from __future__ import annotations


class PSSessionError(Exception):
    """Base of everything this package raises on purpose."""


class ProtocolError(PSSessionError):
    """Say that a peer broke the protocol."""


class LimitExceeded(ProtocolError):
    """Say that a peer's object, message or count is over a configured limit."""


class TransportError(PSSessionError):
    """Say that the bytes could not be carried."""


class ConnectionLost(TransportError):
    """Say that an established connection ended unasked."""


class SessionError(PSSessionError):
    """Say that a session cannot do what was asked of it."""


class SessionNotFound(SessionError):
    """Say that no session has this id or name."""


class SessionBusy(SessionError):
    """Say that another client holds the session, or that a pipeline runs in it."""


class ConfigurationNotFound(SessionError):
    """Say that there is no session configuration of this name."""


class SessionStateError(SessionError):
    """Say that the session's state does not allow the operation."""


class PipelineError(PSSessionError):
    """Say that a command ended with a terminating error.

    Attributes:
        record: The `objects.ErrorRecord` that ended it, None where the peer sent none.
    """

    def __init__(self, message: str, record: object | None = None) -> None:
        super().__init__(message)
        self.record = record


class PipelineStopped(PipelineError):
    """Say that a command was stopped before its end."""
