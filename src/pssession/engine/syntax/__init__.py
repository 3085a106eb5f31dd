"""Text to tree and back, byte for byte."""

from pssession.engine.syntax.parser.parser import ParseResult, parse

__all__ = ["ParseResult", "parse"]
