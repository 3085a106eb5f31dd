"""From a value of one type to a value of another, as casts, parameters and operators do it.

Source: LanguagePrimitives.ConvertTo of PowerShell 7.6.
"""

from pssession.engine.values.conversions.convert import (
    Delegate,
    as_runtime,
    cast,
    convert,
    default_value,
    set_object_maker,
    try_convert,
    zero_value,
)
from pssession.engine.values.conversions.failure import failure, no_way, with_reason
from pssession.engine.values.conversions.truth import to_bool
from pssession.engine.values.text import plain_text, to_string

__all__ = [
    "Delegate",
    "as_runtime",
    "cast",
    "convert",
    "default_value",
    "failure",
    "no_way",
    "plain_text",
    "set_object_maker",
    "to_bool",
    "to_string",
    "try_convert",
    "with_reason",
    "zero_value",
]
