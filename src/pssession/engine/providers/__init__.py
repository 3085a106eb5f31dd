"""Drives and their items."""
