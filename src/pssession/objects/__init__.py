"""What travels: values, PSObjects, records, commands as data, secrets, the host port. No I/O, no XML, no language."""

from pssession.objects.commands import Argument, Command, PipelineDescription
from pssession.objects.containers import (
    Array,
    ArrayList,
    Dictionary,
    GenericList,
    Hashtable,
    OrderedDictionary,
    PrimitiveDictionary,
    Queue,
    Stack,
)
from pssession.objects.host import (
    BufferCell,
    ChoiceDescription,
    Coordinates,
    FieldDescription,
    Host,
    HostDefaultData,
    HostError,
    HostInfo,
    HostMethod,
    KeyInfo,
    Rectangle,
    Size,
)
from pssession.objects.numbers import BigInteger, Byte, Decimal, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from pssession.objects.psobject import (
    CUSTOM,
    AliasProperty,
    CodeProperty,
    Member,
    MemberSet,
    PropertyBag,
    PropertySet,
    PSObject,
    ScriptMethod,
    ScriptProperty,
)
from pssession.objects.records import (
    DebugRecord,
    ErrorDetails,
    ErrorRecord,
    HostInformationMessage,
    InformationalRecord,
    InformationRecord,
    InvocationInfo,
    OriginInfo,
    ProgressRecord,
    VerboseRecord,
    WarningRecord,
)
from pssession.objects.scalars import AUTOMATION_NULL, ByteArray, Char, ScriptBlockText, SemanticVersion, Uri, Version, XmlDocument
from pssession.objects.secrets import PSCredential, SecureString
from pssession.objects.states import (
    ErrorCategory,
    OutputBufferingMode,
    PSInvocationState,
    RunspaceAvailability,
    RunspacePoolState,
    StreamKind,
)
from pssession.objects.times import DateTime, DateTimeOffset, TimeSpan

__all__ = [name for name in dir() if not name.startswith("_")]
