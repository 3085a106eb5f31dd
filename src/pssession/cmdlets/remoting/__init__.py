"""The session commands of Microsoft.PowerShell.Core."""
