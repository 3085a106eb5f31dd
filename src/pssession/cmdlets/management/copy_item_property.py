"""Copy-ItemProperty: no provider here has properties that can be made or removed. Source: PowerShell 7.6 as seen."""

from __future__ import annotations

from pssession.cmdlets.management.property_command import DynamicPropertyCommand


class CopyItemPropertyCommand(DynamicPropertyCommand):
    """Say that this provider cannot."""
