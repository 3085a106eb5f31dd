"""Jobs of Microsoft.PowerShell.Core."""
