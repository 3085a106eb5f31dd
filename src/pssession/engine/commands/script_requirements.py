"""What the `#requires` lines of a script file ask for, checked before it runs.

Source: about_Requires; error ids and texts of PowerShell 7.6.
"""

from __future__ import annotations

import os
from typing import Any

from pssession.engine.errors import RuntimeException, ScriptRequiresException
from pssession.engine.values.conversions import to_string
from pssession.objects import Host

VERSION = Host.version
_EDITION = "Core"


def check(context: Any, name: str, required: Any) -> None:
    """Refuse a script whose requirements are not met; import the modules it asks for.

    Args:
        context: The runspace.
        name: The script's name, for the error.
        required: The tree's `script_requirements`.

    Raises:
        ScriptRequiresException: The version, a module or elevation is missing.
        RuntimeException: The edition is another one.
    """
    if required.version is not None and _numbers(required.version) > _numbers(VERSION):
        raise ScriptRequiresException(
            f"The script '{name}' cannot be run because it contained a \"#requires\" statement for PowerShell {required.version}. The "
            "version of PowerShell that is required by the script does not match the currently running version of PowerShell "
            f"{VERSION}.",
            "ScriptRequiresUnmatchedPSVersion",
            "ResourceUnavailable",
            name,
        )
    if required.editions and _EDITION.lower() not in (edition.lower() for edition in required.editions):
        raise RuntimeException(
            f"The script '{name}' cannot be run because it contained a \"#requires\" statement for PowerShell editions "
            f"'{','.join(required.editions)}'. The edition of PowerShell that is required by the script does not match the currently "
            f"running PowerShell {_EDITION} edition.",
            "ScriptRequiresUnmatchedPSEdition",
            "NotSpecified",
            name,
        )
    if required.elevated and os.geteuid() != 0:
        raise ScriptRequiresException(
            f"The script '{name}' cannot be run because it contains a \"#requires\" statement for running as Administrator. The current "
            "PowerShell session is not running as Administrator. Start PowerShell by using the Run as Administrator option, and then try "
            "running the script again.",
            "ScriptRequiresElevation",
            "PermissionDenied",
            name,
        )
    missing = [problem for module in required.modules if (problem := _import(context, module)) is not None]
    if missing:
        raise ScriptRequiresException(
            f"The script '{name}' cannot be run because the following modules that are specified by the \"#requires\" statements of the "
            f"script are missing: {', '.join(missing)}.",
            "ScriptRequiresMissingModules",
            "ResourceUnavailable",
            name,
        )


def _numbers(version: str) -> tuple[int, int]:
    """Give major and minor: what lies behind them does not decide."""
    major, minor, *_ = [*(int(part) for part in version.split(".")), 0]
    return major, minor


def _import(context: Any, module: Any) -> str | None:
    """Import a module; give the sentence that says why it cannot be had, None where it can."""
    if isinstance(module, dict):
        module = next((value for key, value in module.items() if key.lower() == "modulename"), "")
    name = to_string(module)
    quoted = name.replace("'", "''")
    try:
        context.run_nested(f"Import-Module -Name '{quoted}' -Scope Global -ErrorAction Stop", in_place=False)
    except RuntimeException:
        return f"The module '{name}' cannot be found."
    return None
