"""The tree: PowerShell's own node classes."""
