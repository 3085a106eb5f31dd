"""`+ - * / %`, sign, `++` and `--`.

Each operator tries exact Int32 first, since loops live there; then pairs of numbers by the wider type; then what the left operand is.

Source: about_Arithmetic_Operators; results and errors as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from pssession import objects as o
from pssession.engine.errors import (
    ArgumentException,
    ArgumentOutOfRangeException,
    DivideByZeroException,
    OverflowException,
    PSInvalidCastException,
    RuntimeException,
)
from pssession.engine.values import enumeration, enums, numbers, tables
from pssession.engine.values.conversions import as_runtime, cast, to_string
from pssession.engine.values.conversions.failure import no_way
from pssession.engine.values.members.overloads import choose
from pssession.engine.values.members.signatures import members_of
from pssession.engine.values.numbers import CODES, DECIMAL, INT32, INT64, SIGNED_CODES, SINGLE, UINT32, UINT64
from pssession.engine.values.types import array_of, require, type_of

_MAX: Final = numbers.INT32_MAX
_MIN: Final = numbers.INT32_MIN


def add(left: Any, right: Any) -> Any:
    """Add, concatenate, append or merge, as the left operand asks."""
    kind = type(left)
    if kind is int:
        if type(right) is int:
            total = left + right
            return total if _MIN <= total <= _MAX else float(total)
        if type(right) is float:
            return left + right
    elif kind is str:
        return left + (right if type(right) is str else to_string(right))
    elif kind is float and (type(right) is float or type(right) is int):
        return left + right
    return _add(left, right)


def subtract(left: Any, right: Any) -> Any:
    """Subtract."""
    kind = type(left)
    if kind is int:
        if type(right) is int:
            total = left - right
            return total if _MIN <= total <= _MAX else float(total)
        if type(right) is float:
            return left - right
    elif kind is float and (type(right) is float or type(right) is int):
        return left - right
    return _calculate("op_Subtraction", "-", left, right)


def multiply(left: Any, right: Any) -> Any:
    """Multiply, or repeat a string or an array."""
    kind = type(left)
    if kind is int:
        if type(right) is int:
            total = left * right
            return total if _MIN <= total <= _MAX else float(total)
        if type(right) is float:
            return left * right
    elif kind is float and (type(right) is float or type(right) is int):
        return left * right
    return _multiply(left, right)


def divide(left: Any, right: Any) -> Any:
    """Divide; whole numbers give a whole number where nothing is left over."""
    if type(left) is int and type(right) is int and right:
        quotient, rest = divmod(left, right)
        if not rest:
            return quotient if quotient <= _MAX else float(quotient)
        return left / right
    return _calculate("op_Division", "/", left, right)


def remainder(left: Any, right: Any) -> Any:
    """Give what is left over; it has the sign of the left operand."""
    if type(left) is int and type(right) is int and right:
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    return _calculate("op_Modulus", "%", left, right)


def negate(value: Any) -> Any:
    """Change the sign: `0 - value`."""
    if type(value) is int:
        return -value if value != _MIN else float(-value)
    if type(value) is float:
        return -value
    return subtract(0, value)


def plus(value: Any) -> Any:
    """Convert to a number: `0 + value`."""
    return value if type(value) is int else add(0, value)


def increment(value: Any) -> Any:
    """Give the value `++` stores.

    Raises:
        RuntimeException: OperatorRequiresNumber.
    """
    return _step(value, 1, "++")


def decrement(value: Any) -> Any:
    """Give the value `--` stores.

    Raises:
        RuntimeException: OperatorRequiresNumber.
    """
    return _step(value, -1, "--")


def _step(value: Any, by: int, text: str) -> Any:
    if type(value) is int:
        total = value + by
        return total if _MIN <= total <= _MAX else float(total)
    base = _base(value)
    if base is None:
        return by
    code = CODES.get(type(base))
    if (code is not None and code >= numbers.SBYTE) or type(base) is o.BigInteger:
        return add(base, by)
    raise RuntimeException(
        f"The '{text}' operator works only on numbers. The operand is a '{type_of(base).key}'.",
        "OperatorRequiresNumber",
        "InvalidOperation",
    )


def _base(value: Any) -> Any:
    if type(value) is o.PSObject and value.base is not o.CUSTOM:
        return value.base
    return None if value is o.AUTOMATION_NULL else value


def divided_by_zero() -> RuntimeException:
    """Make the error of an integer division by zero."""
    inner = DivideByZeroException()
    return RuntimeException(inner.message, None, "NotSpecified", None, inner)


def method_not_found(value: Any, name: str) -> RuntimeException:
    """Make the error of a type without an operator."""
    found = type_of(value)
    return RuntimeException(
        f"Method invocation failed because [{found.key}] does not contain a method named '{name}'.",
        "MethodNotFound",
        "InvalidOperation",
        name,
    )


def _truncated(left: int, right: int) -> int:
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest


def _whole(left: int, right: int, operator: str) -> Any:
    """Calculate with whole numbers; a quotient with a rest is a Double."""
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if right == 0:
        raise divided_by_zero()
    if operator == "%":
        return _truncated(left, right)
    quotient, rest = divmod(left, right)
    return quotient if not rest else left / right


def _real(left: float, right: float, operator: str) -> float:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if right == 0:
        if operator == "%" or left == 0 or left != left or right != right:
            return math.nan
        return math.copysign(math.inf, left) * math.copysign(1.0, right)
    if operator == "/":
        return left / right
    if math.isinf(left) or left != left or right != right:
        return math.nan
    return math.fmod(left, right)


def _exact(left: o.Decimal, right: o.Decimal, operator: str) -> o.Decimal:
    wide = numbers._WIDE
    if operator in "/%" and right == 0:
        raise divided_by_zero()
    try:
        if operator == "+":
            return numbers.fit_decimal(wide.add(left, right))
        if operator == "-":
            return numbers.fit_decimal(wide.subtract(left, right))
        if operator == "*":
            return numbers.fit_decimal(wide.multiply(left, right))
        if operator == "/":
            return numbers.fit_decimal(wide.divide(left, right))
        return numbers.fit_decimal(wide.remainder(left, right))
    except numbers.NumberOverflow as problem:
        inner = OverflowException(problem.args[0])
        raise RuntimeException(inner.message, None, "NotSpecified", None, inner) from problem


_WHOLE_RANGES: Final[dict[int, tuple[int, int, Callable[[int], Any]]]] = {
    INT32: (_MIN, _MAX, int),
    UINT32: (0, 2**32 - 1, o.UInt32),
    INT64: (-(2**63), 2**63 - 1, o.Int64),
    UINT64: (0, 2**64 - 1, o.UInt64),
}


def numeric(left: Any, right: Any, operator: str) -> Any:
    """Calculate with two numbers (bool and Char count) by the wider of their types."""
    left_code, right_code = CODES[type(left)], CODES[type(right)]
    code = max(left_code, right_code)
    if code == DECIMAL:
        return _exact(_as_decimal(left), _as_decimal(right), operator)
    if code >= SINGLE:
        return _real(_as_float(left), _as_float(right), operator)
    left_number = left.code if type(left) is o.Char else int(left)
    right_number = right.code if type(right) is o.Char else int(right)
    if code < INT32:
        code = INT32
    elif code in (UINT32, UINT64):
        signed = (left_code in SIGNED_CODES and left_number < 0) or (right_code in SIGNED_CODES and right_number < 0)
        if signed and code == UINT64:
            return _mixed(left_number, right_number, operator)
        if signed:
            code = INT64
    result = _whole(left_number, right_number, operator)
    if type(result) is float:
        return result
    low, high, make = _WHOLE_RANGES[code]
    return make(result) if low <= result <= high else float(result)


def _mixed(left: int, right: int, operator: str) -> Any:
    """Calculate a UInt64 with a negative number: as Decimal, as Double where that is too small."""
    try:
        return _exact(o.Decimal(left), o.Decimal(right), operator)
    except RuntimeException as problem:
        if isinstance(problem.inner, DivideByZeroException):
            raise
        return _real(float(left), float(right), operator)


def _as_float(value: Any) -> float:
    return float(value.code) if type(value) is o.Char else float(value)


def _as_decimal(value: Any) -> o.Decimal:
    if type(value) is o.Decimal:
        return value
    try:
        if isinstance(value, float):
            return numbers.decimal_from_float(value, 7 if type(value) is o.Single else 15)
        return numbers.fit_decimal(o.Decimal(value.code if type(value) is o.Char else int(value)))
    except numbers.NumberOverflow as problem:
        inner = OverflowException(problem.args[0])
        raise RuntimeException(inner.message, None, "NotSpecified", None, inner) from problem


def to_number(value: Any, other: Any) -> Any:
    """Convert the operand beside a number to a number: text by the number scanner, null to zero; others stay.

    Raises:
        RuntimeException: A text that is no number.
    """
    kind = type(value)
    if kind in CODES or kind is o.BigInteger:
        return value
    if value is None:
        return 0
    if kind is str:
        if not value.strip():
            return 0
        found = numbers.scan(value)
        if found is not None:
            return found
        target = type_of(other)
        if target.key not in _NUMBER_TYPES:
            target = require("System.Int32")
        return cast(value, target)
    if enums.is_enum(value):
        return enums.number_of(value)
    return value


_NUMBER_TYPES: Final = frozenset(
    (*numbers.INTEGER_RANGES, "System.Double", "System.Single", "System.Decimal", "System.Numerics.BigInteger")
)
_METHODS: Final = {"+": "op_Addition", "-": "op_Subtraction", "*": "op_Multiply", "/": "op_Division", "%": "op_Modulus"}
_DICTIONARIES: Final = (o.Hashtable, o.Dictionary)


def _add(left: Any, right: Any) -> Any:
    left, right = _base(left), _base(right)
    kind = type(left)
    if left is None:
        return right
    if kind is str:
        return left + to_string(right)
    if kind is o.Char:
        return to_string(left) + to_string(right)
    if isinstance(left, _DICTIONARIES):
        return _merge(left, right)
    items = enumeration.iterate(left)
    if items is not None:
        return _append(left, items, right)
    return _calculate("op_Addition", "+", left, right)


def _append(left: Any, items: Any, right: Any) -> Any:
    more = None if isinstance(right, _DICTIONARIES) else enumeration.iterate(right)
    joined = list(items)
    if more is None:
        joined.append(right)
    else:
        joined.extend(more)
    return joined


def _merge(left: Any, right: Any) -> Any:
    if not isinstance(right, _DICTIONARIES):
        raise RuntimeException("A hash table can only be added to another hash table.", "AddHashTableToNonHashTable", "InvalidOperation")
    made = o.Hashtable(left.items())
    if type(left) is o.OrderedDictionary:
        made = o.OrderedDictionary(left.items())
    for key, value in right.items():
        if key in made:
            known = next((k for k in made if k == key or (type(k) is str and type(key) is str and k.lower() == key.lower())), key)
            raise ArgumentException(
                f"Item has already been added. Key in dictionary: '{to_string(known)}'  Key being added: '{to_string(key)}'"
            )
        made[key] = value
    return made


def _multiply(left: Any, right: Any) -> Any:
    left, right = _base(left), _base(right)
    if left is None:
        return None
    kind = type(left)
    if kind is bool or kind is o.Char:
        return _operate("op_Multiply", "*", left, right)
    if kind is str:
        return left * _count(right, of_text=True)
    items = None if isinstance(left, _DICTIONARIES) else enumeration.iterate(left)
    if items is not None:
        repeated = list(items) * _count(right)
        if type(left) is o.Array:
            return o.Array(repeated, left.element_type)
        if type(left) is o.ByteArray:
            return o.ByteArray(bytes(repeated))
        return repeated
    return _calculate("op_Multiply", "*", left, right)


def _count(value: Any, *, of_text: bool = False) -> int:
    if isinstance(value, _DICTIONARIES):
        raise as_runtime(no_way(value, require("System.Int32")))
    count: int = cast(value, "System.Int32")
    if count < 0 and of_text:
        words = f"times ('{count}') must be a non-negative value. (Parameter 'times')\nActual value was {count}."
        raise ArgumentOutOfRangeException(words)
    if count < 0:
        problem = OverflowException()
        raise RuntimeException("Value was either too large or too small for a UInt32.", None, "NotSpecified", None, problem)
    return count


def _calculate(method: str, operator: str, left: Any, right: Any) -> Any:
    left, right = _base(left), _base(right)
    if left is None:
        left = 0
    kind = type(left)
    if kind is str and operator != "+":
        left = to_number(left, 0 if CODES.get(type(right)) is None else right)
        kind = type(left)
    code = CODES.get(kind)
    if code is not None:
        number = to_number(right, left)
        if type(number) in CODES:
            return numeric(left, number, operator)
        if type(number) is o.BigInteger and isinstance(left, float):
            return own_operator(method, number, left, number)
        return _operate(method, operator, left, number)
    return _operate(method, operator, left, right)


_PRIMITIVE: Final = frozenset((*(kind for kind in CODES if kind is not o.Decimal), type(None)))


def _operate(method: str, operator: str, left: Any, right: Any) -> Any:
    """Use the operator that a type defines itself: the left one's, or the right one's where the left is a primitive.

    Raises:
        RuntimeException: NotADefinedOperationForType, MethodNotFound.
        MethodException: The operands do not convert to what the operator takes.
    """
    if enums.is_enum(left):
        return _enum_arithmetic(left, right, operator)
    owner = right if type(left) in _PRIMITIVE else left
    if type(owner) in _PRIMITIVE:
        raise undefined(left, operator, right)
    return own_operator(method, owner, left, right)


def own_operator(method: str, owner: Any, left: Any, right: Any) -> Any:
    """Call an operator of a type with two operands."""
    found = type_of(owner)
    overloads = members_of(found).static_methods.get(method.lower())
    if overloads:
        left, right = choose(method, overloads, [left, right]).arguments
    calculate = _OWN.get(found.key)
    if calculate is not None and overloads:
        return calculate(left, right, method)
    for table in tables.lineage(found):
        function = table.operators.get(method)
        if function is not None:
            try:
                result = function(left, right)
            except PSInvalidCastException as problem:
                raise as_runtime(problem) from problem
            if result is not NotImplemented:
                return result
    raise method_not_found(owner, method)


def undefined(left: Any, operator: str, right: Any) -> RuntimeException:
    """Make the error of an operator that is not defined for a pair of types."""
    of_left, of_right = ("null" if one is None else type_of(one).key for one in (left, right))
    words = f"The operation '[{of_left}] {operator} [{of_right}]' is not defined."
    return RuntimeException(words, "NotADefinedOperationForType", "InvalidOperation", left)


_SIGNS: Final = {"op_Addition": "+", "op_Subtraction": "-", "op_Multiply": "*", "op_Division": "/", "op_Modulus": "%"}
_OWN: Final[dict[str, Callable[[Any, Any, str], Any]]] = {
    "System.Decimal": lambda left, right, method: _exact(left, right, _SIGNS[method]),
    "System.Numerics.BigInteger": lambda left, right, method: o.BigInteger(_big(int(left), int(right), _SIGNS[method])),
}


def _big(left: int, right: int, operator: str) -> int:
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if right == 0:
        raise divided_by_zero()
    quotient = abs(left) // abs(right)
    if operator == "/":
        return quotient if (left < 0) == (right < 0) else -quotient
    return _truncated(left, right)


def _enum_arithmetic(left: Any, right: Any, operator: str) -> Any:
    """Calculate with an enumeration's number; adding a name or value of it stays in it."""
    found = type_of(left)
    if type(right) is str:
        right = cast(right, found)
    number = enums.number_of(right) if enums.is_enum(right) else to_number(right, 0)
    if type(number) not in CODES:
        raise method_not_found(right, _METHODS[operator])
    result = numeric(enums.number_of(left), number, operator)
    if operator in "+-" and type(result) is int and (operator == "+" or not enums.is_enum(right)):
        return enums.make(found, result)
    return result


__all__ = [
    "add",
    "array_of",
    "decrement",
    "divide",
    "increment",
    "multiply",
    "negate",
    "numeric",
    "plus",
    "remainder",
    "subtract",
]
