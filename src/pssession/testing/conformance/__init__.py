"""Recorded rows of PowerShell through this engine: `python -m pssession.testing.conformance --rows FILE --out RESULTS`."""
