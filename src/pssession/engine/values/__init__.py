"""Conversions, operators, members and .NET types."""
