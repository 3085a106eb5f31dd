"""What becomes of a record: continue, stop, and so on, by common parameter and preference variable.

Source: about_Preference_Variables, about_CommonParameters.
"""

from __future__ import annotations

from typing import Any

from pssession.engine.errors import ActionPreferenceStopException
from pssession.engine.values.conversions import to_string
from pssession.objects import ErrorRecord, InformationRecord, RemotingErrorRecord
from pssession.objects.structure import as_dict

CONTINUE, STOP, SILENT, IGNORE, INQUIRE = "continue", "stop", "silentlycontinue", "ignore", "inquire"

VARIABLES = {
    "error": "ErrorActionPreference",
    "warning": "WarningPreference",
    "verbose": "VerbosePreference",
    "debug": "DebugPreference",
    "information": "InformationPreference",
    "progress": "ProgressPreference",
}
_BY_NUMBER = {"0": SILENT, "1": STOP, "2": CONTINUE, "3": INQUIRE, "4": IGNORE, "5": "suspend", "6": "break"}
_SPELLED = {
    CONTINUE: "Continue",
    STOP: "Stop",
    SILENT: "SilentlyContinue",
    IGNORE: "Ignore",
    INQUIRE: "Inquire",
    "suspend": "Suspend",
    "break": "Break",
}


def action_of(value: Any) -> str:
    """Give an action preference in lower case, from its value as an enum, text or number."""
    text = to_string(value).lower()
    return _BY_NUMBER.get(text, text)


def spelled(action: str) -> str:
    """Give an action as ActionPreference spells it."""
    return _SPELLED.get(action, action)


def shown_text(record: InformationRecord, action: str) -> str | None:
    """Give what a host shows of an information record, None for nothing.

    What a session's host call has shown already comes with the tag FORWARDED.
    """
    tags = record.tags
    if action in (CONTINUE, INQUIRE) or ("PSHOST" in tags and "FORWARDED" not in tags):
        return to_string(record.message_data)
    return None


def stopped(kind: str, message: str, record: ErrorRecord | None = None) -> ActionPreferenceStopException:
    """Make the error of a record that a preference of Stop ends the script at."""
    text = f'The running command stopped because the preference variable "{VARIABLES[kind]}" or common parameter is set to Stop: {message}'
    made = ActionPreferenceStopException(text, "ActionPreferenceStop", "OperationStopped")
    if record is not None:
        # What comes to a catch block no longer says from which session it was.
        made.error_record = ErrorRecord(**as_dict(record)) if isinstance(record, RemotingErrorRecord) else record
        made.inner = record.exception if isinstance(record.exception, BaseException) else None
    return made
