"""The catalogue: one folder per PowerShell module, one file per cmdlet."""
