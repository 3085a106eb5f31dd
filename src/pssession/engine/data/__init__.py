"""Facts recorded from PowerShell 7.6, read on first use."""
