"""Numbers of .NET that Python's own do not tell apart.

`int` is Int32 and `float` is Double; every other type is a subclass, so that one exact-type test picks the common case. Arithmetic on
the subclasses gives plain `int` and `float`: whoever calculates decides about the type of the result.
"""

from __future__ import annotations

import decimal


class SByte(int):
    """Hold a System.SByte."""

    __slots__ = ()


class Byte(int):
    """Hold a System.Byte."""

    __slots__ = ()


class Int16(int):
    """Hold a System.Int16."""

    __slots__ = ()


class UInt16(int):
    """Hold a System.UInt16."""

    __slots__ = ()


class UInt32(int):
    """Hold a System.UInt32."""

    __slots__ = ()


class Int64(int):
    """Hold a System.Int64."""

    __slots__ = ()


class UInt64(int):
    """Hold a System.UInt64."""

    __slots__ = ()


class BigInteger(int):
    """Hold a System.Numerics.BigInteger."""

    __slots__ = ()


class Single(float):
    """Hold a System.Single; the value is that of the nearest 32-bit number."""

    __slots__ = ()


class Decimal(decimal.Decimal):
    """Hold a System.Decimal: 96 bits and a scale of 0 to 28, which is kept (1.10 stays 1.10)."""

    __slots__ = ()
