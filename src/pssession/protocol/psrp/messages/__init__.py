"""The messages: one frozen dataclass each, and one table that says how each is written and read.

`encode` and `decode` work on whole messages, header and CLIXML, not yet cut into fragments; `peek` looks at the header only.
"""

from pssession.protocol.psrp.header import Destination, Header, MessageType, Peeked, body, peek, unpack
from pssession.protocol.psrp.messages.codec import Decoded, decode, encode, raw
from pssession.protocol.psrp.messages.host import HostCall, HostResponse, PipelineHostCall, PipelineHostResponse
from pssession.protocol.psrp.messages.pipeline import (
    CreatePipeline,
    DebugMessage,
    EndOfPipelineInput,
    ErrorMessage,
    GetCommandMetadata,
    InformationMessage,
    PipelineInput,
    PipelineOutput,
    PipelineState,
    ProgressMessage,
    VerboseMessage,
    WarningMessage,
)
from pssession.protocol.psrp.messages.pool import (
    ApplicationPrivateData,
    ConnectRunspacePool,
    EncryptedSessionKey,
    GetAvailableRunspaces,
    InitRunspacePool,
    PublicKey,
    PublicKeyRequest,
    ResetRunspaceState,
    RunspaceAvailability,
    RunspacePoolInitData,
    RunspacePoolState,
    SessionCapability,
    SetMaxRunspaces,
    SetMinRunspaces,
    UserEvent,
)
from pssession.protocol.psrp.messages.row import Message
from pssession.protocol.psrp.messages.table import ROWS

__all__ = [
    "ROWS",
    "ApplicationPrivateData",
    "ConnectRunspacePool",
    "CreatePipeline",
    "DebugMessage",
    "Decoded",
    "Destination",
    "EncryptedSessionKey",
    "EndOfPipelineInput",
    "ErrorMessage",
    "GetAvailableRunspaces",
    "GetCommandMetadata",
    "Header",
    "HostCall",
    "HostResponse",
    "InformationMessage",
    "InitRunspacePool",
    "Message",
    "MessageType",
    "Peeked",
    "PipelineHostCall",
    "PipelineHostResponse",
    "PipelineInput",
    "PipelineOutput",
    "PipelineState",
    "ProgressMessage",
    "PublicKey",
    "PublicKeyRequest",
    "ResetRunspaceState",
    "RunspaceAvailability",
    "RunspacePoolInitData",
    "RunspacePoolState",
    "SessionCapability",
    "SetMaxRunspaces",
    "SetMinRunspaces",
    "UserEvent",
    "VerboseMessage",
    "WarningMessage",
    "body",
    "decode",
    "encode",
    "peek",
    "raw",
    "unpack",
]
