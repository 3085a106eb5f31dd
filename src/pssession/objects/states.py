"""Enumerations that travel as numbers.

Source: MS-PSRP 2.2.2 and 2.2.3; names and numbers as PowerShell 7.6 has them (features of RunspaceState and its kin).
"""

from __future__ import annotations

from enum import Enum, IntEnum


class RunspacePoolState(IntEnum):
    """Say how far a session is; the same numbers are RunspaceState."""

    BEFORE_OPEN = 0
    OPENING = 1
    OPENED = 2
    CLOSED = 3
    CLOSING = 4
    BROKEN = 5
    DISCONNECTING = 6
    DISCONNECTED = 7
    CONNECTING = 8


class RunspaceAvailability(IntEnum):
    """Say whether a session takes a command."""

    NONE = 0
    AVAILABLE = 1
    AVAILABLE_FOR_NESTED_COMMAND = 2
    BUSY = 3
    REMOTE_DEBUG = 4


class PSInvocationState(IntEnum):
    """Say how far a pipeline is."""

    NOT_STARTED = 0
    RUNNING = 1
    STOPPING = 2
    STOPPED = 3
    COMPLETED = 4
    FAILED = 5
    DISCONNECTED = 6


class OutputBufferingMode(IntEnum):
    """Say what happens when the buffer of a disconnected session is full."""

    NONE = 0
    DROP = 1
    BLOCK = 2


class StreamKind(Enum):
    """Name the streams of a command."""

    OUTPUT = "output"
    ERROR = "error"
    WARNING = "warning"
    VERBOSE = "verbose"
    DEBUG = "debug"
    INFORMATION = "information"
    PROGRESS = "progress"


class ErrorCategory(IntEnum):
    """Say what kind of error a record is about."""

    NotSpecified = 0
    OpenError = 1
    CloseError = 2
    DeviceError = 3
    DeadlockDetected = 4
    InvalidArgument = 5
    InvalidData = 6
    InvalidOperation = 7
    InvalidResult = 8
    InvalidType = 9
    MetadataError = 10
    NotImplemented = 11
    NotInstalled = 12
    ObjectNotFound = 13
    OperationStopped = 14
    OperationTimeout = 15
    SyntaxError = 16
    ParserError = 17
    PermissionDenied = 18
    ResourceBusy = 19
    ResourceExists = 20
    ResourceUnavailable = 21
    ReadError = 22
    WriteError = 23
    FromStdErr = 24
    SecurityError = 25
    ProtocolError = 26
    ConnectionError = 27
    AuthenticationError = 28
    LimitsExceeded = 29
    QuotaExceeded = 30
    NotEnabled = 31
