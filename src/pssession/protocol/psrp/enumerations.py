"""Enumerations as they travel in messages: an object with its type's names, its text and its number.

One row a type. The texts matter to people only, readers take the number. Source: MS-PSRP 2.2.2, 2.2.3; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pssession.objects import PSObject

_MANAGEMENT = "System.Management.Automation."

PS_THREAD_OPTIONS = _MANAGEMENT + "Runspaces.PSThreadOptions"
APARTMENT_STATE = "System.Threading.ApartmentState"
PIPELINE_RESULT_TYPES = _MANAGEMENT + "Runspaces.PipelineResultTypes"
REMOTE_STREAM_OPTIONS = _MANAGEMENT + "RemoteStreamOptions"
REMOTE_HOST_METHOD_ID = _MANAGEMENT + "Remoting.RemoteHostMethodId"
PROGRESS_RECORD_TYPE = _MANAGEMENT + "ProgressRecordType"
COMMAND_TYPES = _MANAGEMENT + "CommandTypes"
COMMAND_ORIGIN = _MANAGEMENT + "CommandOrigin"
SESSION_STATE_ENTRY_VISIBILITY = _MANAGEMENT + "SessionStateEntryVisibility"
CONSOLE_COLOR = "System.ConsoleColor"

_HOST_METHODS = (
    "GetName GetVersion GetInstanceId GetCurrentCulture GetCurrentUICulture SetShouldExit EnterNestedPrompt ExitNestedPrompt "
    "NotifyBeginApplication NotifyEndApplication ReadLine ReadLineAsSecureString Write1 Write2 WriteLine1 WriteLine2 WriteLine3 "
    "WriteErrorLine WriteDebugLine WriteProgress WriteVerboseLine WriteWarningLine Prompt PromptForCredential1 PromptForCredential2 "
    "PromptForChoice GetForegroundColor SetForegroundColor GetBackgroundColor SetBackgroundColor GetCursorPosition SetCursorPosition "
    "GetWindowPosition SetWindowPosition GetCursorSize SetCursorSize GetBufferSize SetBufferSize GetWindowSize SetWindowSize "
    "GetWindowTitle SetWindowTitle GetMaxWindowSize GetMaxPhysicalWindowSize GetKeyAvailable ReadKey FlushInputBuffer "
    "SetBufferContents1 SetBufferContents2 GetBufferContents ScrollBufferContents PushRunspace PopRunspace GetIsRunspacePushed "
    "GetRunspace PromptForChoiceMultipleSelection"
)


def _numbered(names: str, first: int = 0) -> dict[int, str]:
    return dict(enumerate(names.split(), first))


# Names of single numbers; of the flags, in the order in which .NET puts them into a text.
TEXTS: dict[str, dict[int, str]] = {
    PS_THREAD_OPTIONS: _numbered("Default UseNewThread ReuseThread UseCurrentThread"),
    APARTMENT_STATE: _numbered("STA MTA Unknown"),
    PIPELINE_RESULT_TYPES: _numbered("None Output Error Warning Verbose Debug Information All Null"),
    REMOTE_STREAM_OPTIONS: {
        1: "AddInvocationInfoToErrorRecord",
        2: "AddInvocationInfoToWarningRecord",
        4: "AddInvocationInfoToDebugRecord",
        8: "AddInvocationInfoToVerboseRecord",
        15: "AddInvocationInfo",
    },
    REMOTE_HOST_METHOD_ID: _numbered(_HOST_METHODS, 1),
    PROGRESS_RECORD_TYPE: _numbered("Processing Completed"),
    COMMAND_TYPES: {
        1: "Alias",
        2: "Function",
        4: "Filter",
        8: "Cmdlet",
        16: "ExternalScript",
        32: "Application",
        64: "Script",
        256: "Configuration",
        383: "All",
    },
    COMMAND_ORIGIN: _numbered("Runspace Internal"),
    SESSION_STATE_ENTRY_VISIBILITY: _numbered("Public Private"),
    CONSOLE_COLOR: _numbered(
        "Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta Yellow White"
    ),
}
FLAGS = frozenset({REMOTE_STREAM_OPTIONS, COMMAND_TYPES})
_TYPE_NAMES: dict[str, list[str]] = {}


def text_of(type_name: str, value: int) -> str:
    """Give what ToString says of a number; flags are listed, a number without a name is written in digits."""
    texts: Mapping[int, str] = TEXTS.get(type_name, {})
    found = texts.get(value)
    if found is not None:
        return found
    if type_name in FLAGS and value > 0:
        parts = [bit for bit in texts if bit & (bit - 1) == 0 and value & bit]
        if sum(parts) == value:
            return ", ".join(texts[bit] for bit in parts)
    return str(value)


def enumeration(type_name: str, value: int) -> PSObject:
    """Make the object that stands for a number of an enumeration; a new one each time, or it would travel as a reference."""
    names = _TYPE_NAMES.get(type_name)
    if names is None:
        names = _TYPE_NAMES[type_name] = [type_name, "System.Enum", "System.ValueType", "System.Object"]
    return PSObject(int(value), None, None, names, text_of(type_name, value))


def number_of(type_name: str, text: str) -> int | None:
    """Give the number of a name, in any case; None where there is no such name."""
    folded = text.casefold()
    return next((number for number, name in TEXTS[type_name].items() if name.casefold() == folded), None)


def number(value: Any) -> int | None:
    """Give the number of an enumeration that came, as an object or as a bare number; None where it is neither."""
    if isinstance(value, PSObject):
        value = value.base
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else None
