"""The parameters that every cmdlet and advanced function has beside its own.

What they do stands in `binding.cmdlet_processor` and `preferences`. Source: about_CommonParameters.
"""

from __future__ import annotations

from functools import cache

from pssession.engine.commands.attributes import ValidateRange
from pssession.engine.commands.parameters import SWITCH, Parameter

_ACTION = "System.Management.Automation.ActionPreference"
_TEXT = "System.String"
_COMMON = (
    ("Verbose", SWITCH, "vb"),
    ("Debug", SWITCH, "db"),
    ("ErrorAction", _ACTION, "ea"),
    ("WarningAction", _ACTION, "wa"),
    ("InformationAction", _ACTION, "infa"),
    ("ProgressAction", _ACTION, "proga"),
    ("ErrorVariable", _TEXT, "ev"),
    ("WarningVariable", _TEXT, "wv"),
    ("InformationVariable", _TEXT, "iv"),
    ("OutVariable", _TEXT, "ov"),
    ("OutBuffer", "System.Int32", "ob"),
    ("PipelineVariable", _TEXT, "pv"),
)
_SHOULD_PROCESS = (("WhatIf", SWITCH, "wi"), ("Confirm", SWITCH, "cf"))
_PAGING = (("IncludeTotalCount", SWITCH), ("Skip", "System.UInt64"), ("First", "System.UInt64"))

COMMON_NAMES = frozenset(name for name, _, _ in (*_COMMON, *_SHOULD_PROCESS))


@cache
def common_parameters() -> tuple[Parameter, ...]:
    """Give those of every cmdlet; the same objects each time."""
    made = tuple(Parameter(name, kind, aliases=(alias,), common=True) for name, kind, alias in _COMMON)
    made[10].validations = (ValidateRange(0, 2147483647),)
    return made


@cache
def should_process_parameters() -> tuple[Parameter, ...]:
    """Give those of commands that change something."""
    return tuple(Parameter(name, kind, aliases=(alias,), common=True) for name, kind, alias in _SHOULD_PROCESS)


@cache
def paging_parameters() -> tuple[Parameter, ...]:
    """Give those of commands that support paging."""
    return tuple(Parameter(name, kind, common=True) for name, kind in _PAGING)
