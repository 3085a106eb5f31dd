"""Attributes in brackets: type constraints and validation, of variables and of parameters.

An attribute object is made once from its tree; `transform` converts a value, `validate` raises where a value is refused.

Source: about_Functions_Advanced_Parameters; texts as PowerShell 7.6 shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pssession.engine.commands.type_names import find_named_type
from pssession.engine.errors import (
    ArgumentTransformationMetadataException,
    DotNetException,
    PSInvalidCastException,
    RuntimeException,
    ValidationMetadataException,
)
from pssession.engine.syntax import nodes as n
from pssession.engine.values import enumeration, operators
from pssession.engine.values.conversions import cast, convert, to_bool, to_string, try_convert
from pssession.engine.values.numbers import is_number
from pssession.engine.values.ports import ports
from pssession.engine.values.types import DotNetType, type_of
from pssession.objects import CUSTOM, PSObject, Version


class Attribute:
    """Be an attribute; `name` is without "Attribute"."""

    name = ""
    dotnet_type = "System.Attribute"

    def transform(self, value: Any) -> Any:
        """Give the value that is stored for a value."""
        return value

    def validate(self, value: Any) -> None:
        """Raise ValidationMetadataException where a value is refused."""

    def guard(self, value: Any) -> Any:
        """Convert and validate at once, as assignments to a variable do."""
        made = self.transform(value)
        self.validate(made)
        return made

    apply = guard


class TypeConstraint(Attribute):
    """Convert to a type."""

    name = "Type"
    dotnet_type = "System.Management.Automation.ArgumentTypeConverterAttribute"

    def __init__(self, found: DotNetType) -> None:
        self.type = found

    def transform(self, value: Any) -> Any:
        return cast(value, self.type)

    def guard(self, value: Any) -> Any:
        """Convert for a variable; a failure has the id of a variable's constraint."""
        try:
            return convert(value, self.type)
        except PSInvalidCastException as problem:
            raise ArgumentTransformationMetadataException(problem.message, "RuntimeException", "MetadataError", None, problem) from problem

    apply = guard


class PlainAttribute(Attribute):
    """Hold an attribute that neither converts nor validates: Parameter, Alias, OutputType and others."""

    def __init__(self, name: str, positional: Sequence[Any], named: dict[str, Any]) -> None:
        self.name = name
        self.positional = list(positional)
        self.named = named
        self.dotnet_type = f"System.Management.Automation.{name}Attribute"

    def get(self, name: str, default: Any = None) -> Any:
        """Give a named argument, looked up without case."""
        return next((value for key, value in self.named.items() if key.lower() == name.lower()), default)


def refuse(text: str, error_id: str = "ValidationFailure") -> ValidationMetadataException:
    """Make the error of a refused value."""
    return ValidationMetadataException(text, error_id, "InvalidData")


def _base(value: Any) -> Any:
    return value.base if type(value) is PSObject and value.base is not CUSTOM else value


class EachValidation(Attribute):
    """Validate each item of a collection."""

    def validate(self, value: Any) -> None:
        base = _base(value)
        items = None if base is None else enumeration.iterate(base)
        if items is None:
            self.check(value)
        else:
            for item in items:
                self.check(item)

    def check(self, value: Any) -> None:
        """Validate one item."""
        raise refuse("")


class ValidateRange(EachValidation):
    """Refuse values outside a range, or of the wrong sign."""

    name = "ValidateRange"

    def __init__(self, low: Any, high: Any = None, kind: str = "") -> None:
        self.min_range, self.max_range, self.kind = low, high, kind

    def check(self, value: Any) -> None:
        base = _base(value)
        if self.kind:
            self._check_kind(base, value)
            return
        same_type = type_of(base) is type_of(self.min_range)
        if not same_type:
            worked, base = try_convert(base, type_of(self.min_range)) if is_number(base) or not is_number(self.min_range) else (False, None)
            if not worked or (not is_number(_base(value)) and is_number(self.min_range)):
                name = type_of(self.min_range).name
                raise refuse(
                    f'The argument cannot be validated because its type "{type_of(value).name}" is not the same type ({name}) as the '
                    f"maximum and minimum limits of the parameter. Make sure the argument is of type {name} and then try the command again."
                )
        if operators.greater(self.min_range, base):
            low = to_string(self.min_range)
            raise refuse(
                f"The {to_string(value)} argument is less than the minimum allowed range of {low}. Supply an argument that is greater than "
                f"or equal to {low} and then try the command again."
            )
        if operators.less(self.max_range, base):
            high = to_string(self.max_range)
            raise refuse(
                f"The {to_string(value)} argument is greater than the maximum allowed range of {high}. Supply an argument "
                f"that is less than "
                f"or equal to {high} and then try the command again."
            )

    def _check_kind(self, base: Any, value: Any) -> None:
        test, words = _SIGNS[self.kind.lower()]
        if not is_number(base) or not test(base):
            raise refuse(f'The argument "{to_string(value)}" cannot be validated because its value is not {words}.')


_SIGNS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "positive": (lambda value: value > 0, "greater than zero"),
    "nonnegative": (lambda value: value >= 0, "greater than or equal to zero"),
    "negative": (lambda value: value < 0, "less than zero"),
    "nonpositive": (lambda value: value <= 0, "less than or equal to zero"),
}


class ValidateSet(EachValidation):
    """Refuse values that are not in a list."""

    name = "ValidateSet"

    def __init__(self, values: Sequence[str], ignore_case: bool = True, message: str | None = None) -> None:
        self.valid_values, self.ignore_case, self.message = list(values), ignore_case, message

    def check(self, value: Any) -> None:
        text = to_string(value)
        if any(text == one or (self.ignore_case and text.lower() == one.lower()) for one in self.valid_values):
            return
        listed = ",".join(self.valid_values)
        if self.message:
            raise refuse(operators.format_string(self.message, [text, listed]))
        raise refuse(
            f'The argument "{text}" does not belong to the set "{listed}" specified by the ValidateSet attribute. Supply an argument that '
            "is in the set and then try the command again."
        )


class ValidatePattern(EachValidation):
    """Refuse texts that a regular expression does not match."""

    name = "ValidatePattern"

    def __init__(self, pattern: str, options: Any = None, message: str | None = None) -> None:
        self.regex_pattern, self.options, self.message = pattern, options, message

    def check(self, value: Any) -> None:
        text = to_string(value)
        exact = self.options is not None and "ignorecase" not in to_string(self.options).lower()
        if not to_bool(_matches(text, self.regex_pattern, not exact)):
            if self.message:
                raise refuse(operators.format_string(self.message, [text, self.regex_pattern]))
            raise refuse(
                f'The argument "{text}" does not match the "{self.regex_pattern}" pattern. Supply an argument that matches '
                f'"{self.regex_pattern}" and try the command again.'
            )


def _matches(text: str, pattern: str, ignore_case: bool) -> bool:
    """Match without touching $Matches."""
    from pssession.engine.values.regexes import IGNORE_CASE, compile_expression

    return compile_expression(pattern, IGNORE_CASE if ignore_case else 0).compiled.search(text) is not None


class ValidateLength(EachValidation):
    """Refuse texts that are too short or too long."""

    name = "ValidateLength"

    def __init__(self, least: int, most: int) -> None:
        self.min_length, self.max_length = least, most

    def check(self, value: Any) -> None:
        base = _base(value)
        if type(base) is not str:
            raise refuse(
                "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the "
                "parameter a string or string[] parameter."
            )
        if len(base) < self.min_length:
            raise refuse(
                f"The character length ({len(base)}) of the argument is too short. Specify an argument with a length that is greater than "
                f'or equal to "{self.min_length}", and then try the command again.'
            )
        if len(base) > self.max_length:
            raise refuse(
                f"The character length of the {len(base)} argument is too long. Shorten the character length of the argument "
                f"so it is fewer "
                f'than or equal to "{self.max_length}" characters, and then try the command again.'
            )


class ValidateCount(Attribute):
    """Refuse collections with too few or too many items."""

    name = "ValidateCount"

    def __init__(self, least: int, most: int) -> None:
        self.min_length, self.max_length = least, most

    def validate(self, value: Any) -> None:
        base = _base(value)
        items = None if base is None else enumeration.iterate(base)
        if base is None:
            count = 0
        elif items is None:
            raise refuse(
                "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter "
                "or make the parameter an array parameter."
            )
        else:
            count = len(list(items))
        if count < self.min_length or count > self.max_length:
            if self.min_length == self.max_length:
                raise refuse(f"The parameter requires exactly {self.max_length} value(s) - {count} value(s) were provided.")
            raise refuse(
                f"The parameter requires at least {self.min_length} value(s) and no more than {self.max_length} value(s) - "
                f"{count} value(s) "
                "were provided."
            )


class ValidateScript(EachValidation):
    """Refuse values for which a script block does not give true."""

    name = "ValidateScript"

    def __init__(self, script: Any, message: str | None = None) -> None:
        self.script_block, self.message = script, message

    def check(self, value: Any) -> None:
        found = ports.call_script(self.script_block, (), value)
        if not to_bool(found[0] if len(found) == 1 else found):
            if self.message:
                raise refuse(operators.format_string(self.message, [value, to_string(self.script_block)]))
            raise refuse(
                f'The "{to_string(self.script_block)}" validation script for the argument with value "{to_string(value)}" did not return a '
                "result of True. Determine why the validation script failed, and then try the command again."
            )


class VersionTransformation(Attribute):
    """Take `1` for version 1.0 and `Latest` for the newest, as some cmdlets do."""

    name = "ArgumentToVersionTransformation"

    def transform(self, value: Any) -> Any:
        base = _base(value)
        if isinstance(base, Version):
            return value
        text = to_string(base)
        if text.lower() == "latest":
            return Version(7, 6)
        return convert(text if "." in text else f"{text}.0", "System.Version")


class EncodingTransformation(Attribute):
    """Take the names of encodings that cmdlets know, and code pages."""

    name = "ArgumentToEncodingTransformation"

    def transform(self, value: Any) -> Any:
        from pssession.engine.values.dotnet.encodings import of_argument

        base = _base(value)
        return of_argument(base) if isinstance(base, (str, int)) else value


_NULL_ITEMS = (
    "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not "
    "contain any null values and then try the command again."
)


class ValidateNotNull(Attribute):
    """Refuse null."""

    name = "ValidateNotNull"

    def validate(self, value: Any) -> None:
        base = _base(value)
        if base is None:
            raise refuse("The argument is null. Provide a valid value for the argument, and then try running the command again.")
        items = enumeration.iterate(base)
        if items is not None and any(item is None for item in items):
            raise refuse(
                "The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that "
                "does not contain any null values, and then try the command again."
            )


class ValidateNotePropertyName(Attribute):
    """Refuse the kinds of members as names of note properties: `Add-Member ScriptProperty x {}` means the kind."""

    name = "ValidateNotePropertyName"

    def validate(self, value: Any) -> None:
        text = to_string(_base(value))
        if text.lower() in _MEMBER_KINDS:
            problem = refuse(
                "The parameter cannot be processed because the parameter 'NotePropertyName' cannot take the value(s) equal to the values "
                f"of the type 'PSMemberTypes': {text}."
            )
            problem.is_passed_over = True  # type: ignore[attr-defined]  # by position, another parameter may take the value
            raise problem


_MEMBER_KINDS = frozenset(("property", "properties", "propertyset", "method", "methods", "memberset", "event", "dynamic", "all"))
_MEMBER_KINDS |= {"aliasproperty", "codeproperty", "noteproperty", "scriptproperty", "codemethod", "scriptmethod", "inferredproperty"}
_MEMBER_KINDS |= {"parameterizedproperty"}


class ValidateNotNullOrEmpty(Attribute):
    """Refuse null, empty texts and empty collections."""

    name = "ValidateNotNullOrEmpty"

    def validate(self, value: Any) -> None:
        base = _base(value)
        if base is None or base == "":
            raise refuse("The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.")
        if hasattr(base, "keys"):
            if not len(base):
                raise refuse(_NULL_ITEMS)
            return
        items = enumeration.iterate(base)
        if items is not None:
            listed = list(items)
            if not listed or any(item is None or item == "" for item in listed):
                raise refuse(_NULL_ITEMS)


class ValidateNotNullOrWhiteSpace(Attribute):
    """Refuse null and texts of white space."""

    name = "ValidateNotNullOrWhiteSpace"

    def validate(self, value: Any) -> None:
        base = _base(value)
        listed = enumeration.iterate(base) if base is not None else None
        blank = (base is None or (type(base) is str and not base.strip())) if listed is None else False
        if blank:
            raise refuse(
                "The argument is null, empty, or consists of only white-space characters. Provide an argument that contains "
                "non white-space "
                "characters, and then try the command again."
            )
        if listed is not None:
            several = list(listed)
            if not several or any(item is None or (type(item) is str and not item.strip()) for item in several):
                raise refuse(
                    "The argument is null, empty, or consists of only white-space characters, or an element of the argument collection "
                    "contains a null or white-space value. Supply a collection that does not contain any null or white-space values and "
                    "then try the command again."
                )


_PLAIN = frozenset(
    (
        *("parameter", "alias", "cmdletbinding", "outputtype", "allownull", "allowemptystring", "allowemptycollection", "dontshow"),
        *("argumentcompleter", "argumentcompletions", "supportswildcards", "psdefaultvalue", "credential", "hidden", "flags", "obsolete"),
        *("diagnosticscodeanalysis.suppressmessage", "system.diagnostics.codeanalysis.suppressmessage", "experimental", "dscresource"),
        *("dscproperty", "validatetrusteddata", "validatedrive", "validateuserdrive", "pstypename", "xmlroot", "nullable", "serializable"),
    )
)


def make_attribute(X: Any, S: Any, node: n.AttributeBaseAst) -> Attribute:
    """Make an attribute from its tree.

    Raises:
        RuntimeException: TypeNotFound, CustomAttributeTypeNotFound.
    """
    if isinstance(node, n.TypeConstraintAst):
        return TypeConstraint(find_named_type(X, node.type_name, node))
    assert isinstance(node, n.AttributeAst)
    name = node.type_name.full_name
    folded = name.lower().removeprefix("system.management.automation.").removesuffix("attribute")
    positional = [X.evaluate(argument, S) for argument in node.positional_arguments]
    named = {}
    for argument in node.named_arguments:
        assert isinstance(argument, n.NamedAttributeArgumentAst)
        named[argument.argument_name] = True if argument.expression_omitted else X.evaluate(argument.argument, S)
    maker = _MAKERS.get(folded)
    if maker is not None:
        try:
            return maker(positional, {key.lower(): value for key, value in named.items()})
        except (IndexError, ValueError, TypeError):
            problem = RuntimeException(
                f'Cannot find an overload for "{name}" and the argument count: "{len(positional)}".',
                "MethodCountCouldNotFindBest",
                "NotSpecified",
            )
            problem.extent = node.extent  # type: ignore[attr-defined]  # read by locate
            raise problem from None
    if folded in _PLAIN:
        return PlainAttribute(_SPELLING.get(folded, name), positional, named)
    own = X.script_types.get(name.lower()) if X.script_types else None
    if own is None:
        found = X.find_type_or_none(name) or X.find_type_or_none(name + "Attribute")
        if found is not None:
            return PlainAttribute(name, positional, named)
        problem = RuntimeException(
            f"Cannot find the type for custom attribute '{name}'. Make sure that the assembly that contains this type is loaded.",
            "CustomAttributeTypeNotFound",
            "InvalidOperation",
            node,
        )
        problem.extent = node.extent  # type: ignore[attr-defined]  # read by locate
        raise problem
    return PlainAttribute(name, positional, named)


_SPELLING = {
    "parameter": "Parameter",
    "alias": "Alias",
    "cmdletbinding": "CmdletBinding",
    "outputtype": "OutputType",
    "allownull": "AllowNull",
    "allowemptystring": "AllowEmptyString",
    "allowemptycollection": "AllowEmptyCollection",
    "argumentcompleter": "ArgumentCompleter",
    "argumentcompletions": "ArgumentCompletions",
    "supportswildcards": "SupportsWildcards",
    "psdefaultvalue": "PSDefaultValue",
    "credential": "Credential",
}


def _texts(values: Sequence[Any]) -> list[str]:
    out: list[str] = []
    for value in values:
        items = enumeration.iterate(value)
        out.extend(to_string(item) for item in ([value] if items is None else items))
    return out


def _number(value: Any) -> int:
    made: int = convert(value, "System.Int32")
    return made


def _make_range(positional: Sequence[Any], named: dict[str, Any]) -> Attribute:
    if len(positional) == 1:
        kind = to_string(positional[0])
        if kind.lower() not in _SIGNS:
            raise ValueError(kind)
        return ValidateRange(None, None, kind)
    low, high = positional
    return ValidateRange(low, high)


_MAKERS: dict[str, Callable[[Sequence[Any], dict[str, Any]], Attribute]] = {
    "validaterange": _make_range,
    "validateset": lambda given, named: ValidateSet(_texts(given), to_bool(named.get("ignorecase", True)), named.get("errormessage")),
    "validatepattern": lambda given, named: ValidatePattern(to_string(given[0]), named.get("options"), named.get("errormessage")),
    "validatelength": lambda given, named: ValidateLength(_number(given[0]), _number(given[1])),
    "validatecount": lambda given, named: ValidateCount(_number(given[0]), _number(given[1])),
    "validatescript": lambda given, named: ValidateScript(given[0], named.get("errormessage")),
    "validatenotnull": lambda given, named: ValidateNotNull(),
    "validatenotnullorempty": lambda given, named: ValidateNotNullOrEmpty(),
    "validatenotnullorwhitespace": lambda given, named: ValidateNotNullOrWhiteSpace(),
}


def make_variable_attributes(X: Any, S: Any, nodes: Sequence[n.AttributeBaseAst]) -> list[Attribute]:
    """Make the attributes before a variable; the one nearest to it works first."""
    return [make_attribute(X, S, node) for node in reversed(nodes)]


def failure_of(problem: DotNetException) -> str:
    """Give the words of a validation's failure."""
    return re.sub(r"\s+$", "", problem.message)
