"""Bodies of the built-in commands, one a file, by module; `CATALOGUE` says which there are."""

from pssession.cmdlets.catalogue import CATALOGUE

__all__ = ["CATALOGUE"]
