"""Text to tree and back, byte for byte."""
