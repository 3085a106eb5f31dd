"""What scripts make to ask their host: choices and fields.

Source: System.Management.Automation.Host.ChoiceDescription, FieldDescription.
"""

from __future__ import annotations

from pssession import objects as o
from pssession.engine.values.conversions import to_string
from pssession.engine.values.tables import TypeTable

_NAMESPACE = "System.Management.Automation.Host."

TABLES = (
    TypeTable(
        _NAMESPACE + "ChoiceDescription",
        new=lambda label, help_message="": o.ChoiceDescription(to_string(label), to_string(help_message)),
        # A type with a constructor of one text is made from texts.
        convert=lambda label: o.ChoiceDescription(label) if type(label) is str else NotImplemented,
    ),
    TypeTable(
        _NAMESPACE + "FieldDescription",
        new=lambda name: o.FieldDescription(name=to_string(name)),
        convert=lambda name: o.FieldDescription(name=name) if type(name) is str else NotImplemented,
    ),
)
