"""The variables that a new session has. Values that cost something are made when first read.

Those that belong to a running call ($args, $input, $MyInvocation) stand in `frames`; constants like $true in the compiler.

Source: about_Automatic_Variables, about_Preference_Variables; names, options and values as a new session of PowerShell 7.6 has them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from pssession.engine.commands.variables import ALL_SCOPE, CONSTANT, READ_ONLY, Guard, Variable
from pssession.engine.values import enums
from pssession.engine.values.conversions import convert
from pssession.engine.values.types import DotNetType, require
from pssession.objects import Hashtable, PrimitiveDictionary, SemanticVersion, Version

PS_VERSION = (7, 6, 5)
_FIXED = CONSTANT | ALL_SCOPE
_READ = READ_ONLY | ALL_SCOPE
_ACTION = "System.Management.Automation.ActionPreference"

# Name, type and number of its first value.
_PREFERENCES = (
    ("ConfirmPreference", "System.Management.Automation.ConfirmImpact", 3),
    ("DebugPreference", _ACTION, 0),
    ("ErrorActionPreference", _ACTION, 2),
    ("ErrorView", "System.Management.Automation.ErrorView", 2),
    ("InformationPreference", _ACTION, 0),
    ("ProgressPreference", _ACTION, 2),
    ("VerbosePreference", _ACTION, 0),
    ("WarningPreference", _ACTION, 2),
    ("PSNativeCommandArgumentPassing", "System.Management.Automation.NativeArgumentPassingStyle", 1),
)

_PLAIN: tuple[tuple[str, Any, int], ...] = (
    ("FormatEnumerationLimit", 4, 0),
    ("IsCoreCLR", True, _READ),
    ("IsLinux", True, _READ),
    ("IsMacOS", False, _READ),
    ("IsWindows", False, _READ),
    ("MaximumHistoryCount", 4096, 0),
    ("NestedPromptLevel", 0, 0),
    ("PSCulture", "en-US", _READ),
    ("PSUICulture", "en-US", _READ),
    ("PSEdition", "Core", _FIXED),
    ("PSEmailServer", "", 0),
    ("PSSessionApplicationName", "wsman", 0),
    ("PSSessionConfigurationName", "http://schemas.microsoft.com/powershell/Microsoft.PowerShell", 0),
    ("ShellId", "Microsoft.PowerShell", _FIXED),
    ("StackTrace", None, 0),
    ("WhatIfPreference", False, 0),
    ("PSNativeCommandUseErrorActionPreference", False, 0),
    ("true", True, _FIXED),
    ("false", False, _FIXED),
    ("null", None, 0),
    ("^", None, 0),
    ("$", None, 0),
)


class TypedLater:
    """Convert to a type that is looked up when the first value comes."""

    __slots__ = ("_type", "name")
    dotnet_type = "System.Management.Automation.ArgumentTypeConverterAttribute"

    def __init__(self, name: str) -> None:
        self.name = name
        self._type: DotNetType | None = None

    def __call__(self, value: Any) -> Any:
        if self._type is None:
            self._type = require(self.name)
        return convert(value, self._type)


def made_later(name: str, make: Callable[[], Any], options: int = 0, constraint: str = "") -> Variable:
    """Give a variable whose first value is made when it is first read."""
    guard = Guard(options, [TypedLater(constraint)] if constraint else ())
    variable = Variable(name, None, guard)

    def read() -> Any:
        value = make()
        forget()
        variable.force(value)
        return value

    def write(value: Any) -> None:
        forget()
        variable.force(value)

    def forget() -> None:
        guard.getter = guard.setter = None

    guard.getter, guard.setter = read, write
    return variable


def _enum(type_name: str, number: int) -> Callable[[], Any]:
    return lambda: enums.make(require(type_name), number)


def install(X: Any) -> None:
    """Put the variables of a new session into the global scope."""
    known = X.global_scope.variables

    def put(variable: Variable) -> None:
        known[variable.name.lower()] = variable

    for name, value, options in _PLAIN:
        put(Variable(name, value, Guard(options) if options else None))
    for name, kind, number in _PREFERENCES:
        put(made_later(name, _enum(kind, number), 0, kind))
    put(Variable("?", None, Guard(_READ, getter=lambda: X.ok)))
    put(Variable("Error", X.errors, Guard(CONSTANT)))
    put(Variable("Host", None, Guard(_FIXED, getter=lambda: X.host_object())))
    put(Variable("HOME", os.path.expanduser("~"), Guard(_READ)))
    put(Variable("PID", os.getpid(), Guard(_FIXED, getter=os.getpid)))
    put(Variable("PSHOME", _home(), Guard(_FIXED)))
    put(made_later("PSVersionTable", version_table, _FIXED))
    put(made_later("OutputEncoding", _encoding))
    put(made_later("PSSessionOption", _session_option))
    put(made_later("EnabledExperimentalFeatures", list, _FIXED))
    put(made_later("ExecutionContext", lambda: X.engine_intrinsics(), _FIXED))
    put(Variable("PSDefaultParameterValues", Hashtable()))
    put(Variable("PWD", None, Guard(getter=lambda: X.location, setter=lambda value: None)))


def _home() -> str:
    from pssession.engine import data

    return os.path.dirname(os.path.dirname(os.path.abspath(data.__file__)))


def _session_option() -> Any:
    from pssession.engine.values.dotnet.session_options import PSSessionOption

    return PSSessionOption()


def _encoding() -> Any:
    from pssession.engine.values.members import static_get

    return static_get(require("System.Text.Encoding"), "UTF8")


def system_name() -> str:
    """Name the operating system and its version as $PSVersionTable.OS does."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            for line in file:
                if line.startswith("PRETTY_NAME="):
                    return line.partition("=")[2].strip().strip('"')
    except OSError:
        pass
    about = os.uname()
    return f"{about.sysname} {about.release}"


def told_version_table() -> PrimitiveDictionary:
    """Make `$PSVersionTable` as client and server tell each other: primitive values only."""
    told = PrimitiveDictionary(version_table().items())
    semantic = told["PSVersion"]
    told["PSSemanticVersion"] = str(semantic)
    told["PSVersion"] = Version(semantic.major, semantic.minor, semantic.patch)
    return told


def version_table() -> Hashtable:
    """Make `$PSVersionTable`."""
    from pssession.objects import Array

    major, minor, build = PS_VERSION
    table = Hashtable()
    table["PSVersion"] = SemanticVersion(major, minor, build)
    table["PSEdition"] = "Core"
    table["GitCommitId"] = f"{major}.{minor}.{build}"
    table["OS"] = system_name()
    table["Platform"] = "Unix"
    numbers = ((1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1), (6, 0), (7, 0))
    table["PSCompatibleVersions"] = Array([Version(*number) for number in numbers], "System.Version")
    table["PSRemotingProtocolVersion"] = Version(2, 4)
    table["SerializationVersion"] = Version(1, 1, 0, 1)
    table["WSManStackVersion"] = Version(3, 0)
    return table
