"""PSSessions for every machine with Python: durable PowerShell sessions, their client, their host and their language."""

__version__ = "0.1.0"
