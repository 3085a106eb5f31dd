"""Bytes and XML to events and back, without I/O."""
