"""The values that host calls carry: how each looks on the wire, both ways.

A `Shape` is a pair: `write` gives what the CLIXML writer takes, `read` takes what the CLIXML reader gave and raises ProtocolError for all
that does not fit. Which call has which values stands in `methods`. Source: MS-PSRP 2.2.3.1 to 2.2.3.9, 2.2.6.1; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pssession.errors import ProtocolError
from pssession.objects import (
    Array,
    ArrayList,
    BufferCell,
    Char,
    ChoiceDescription,
    Coordinates,
    FieldDescription,
    Hashtable,
    Int64,
    KeyInfo,
    PSCredential,
    PSObject,
    Rectangle,
    SecureString,
    Size,
)
from pssession.protocol.psrp.enumerations import CONSOLE_COLOR, number_of
from pssession.protocol.psrp.properties import (
    bag,
    loose_text,
    plain,
    read_bool,
    read_int,
    read_list,
    read_optional_text,
    read_table,
    typed,
)


class Shape(NamedTuple):
    """Say how one kind of value travels."""

    write: Callable[[Any], Any]
    read: Callable[[Any, str], Any]


def _same(value: Any) -> Any:
    return value


def _number(value: Any) -> int:
    return int(value)


def _color(value: Any) -> int:
    """Take a number of ConsoleColor or its name; -1 is no colour."""
    if isinstance(value, str):
        number = number_of(CONSOLE_COLOR, value)
        if number is None:
            raise ValueError(f"{value!r} is no ConsoleColor")
        return number
    return -1 if value is None else int(value)


def _read_coordinates(value: Any, name: str) -> Coordinates:
    return Coordinates(typed(value, "x", read_int), typed(value, "y", read_int))


def _read_size(value: Any, name: str) -> Size:
    return Size(typed(value, "width", read_int), typed(value, "height", read_int))


def _write_rectangle(value: Rectangle) -> PSObject:
    return bag(("left", value.left), ("top", value.top), ("right", value.right), ("bottom", value.bottom))


def _read_rectangle(value: Any, name: str) -> Rectangle:
    return Rectangle(*(typed(value, edge, read_int) for edge in ("left", "top", "right", "bottom")))


def _read_character(value: Any, name: str) -> str:
    value = plain(value)
    if isinstance(value, Char):
        return chr(value.code)
    if isinstance(value, str) and len(value) == 1:
        return value
    raise ProtocolError(f"Expected data type of {name} is a character, and it is {type(value).__name__}.")


def _character(text: str) -> Char:
    # Half of an astral character is all that a cell or a key has room for.
    code = ord(text[0]) if text else 0
    return Char(code if code <= 0xFFFF else 0xD800 + ((code - 0x10000) >> 10))


def _write_cell(value: BufferCell) -> PSObject:
    return bag(
        ("character", _character(value.character)),
        ("foregroundColor", _color(value.foreground_color)),
        ("backgroundColor", _color(value.background_color)),
        ("bufferCellType", int(value.buffer_cell_type)),
    )


def _read_cell(value: Any, name: str) -> BufferCell:
    return BufferCell(
        typed(value, "character", _read_character),
        typed(value, "foregroundColor", read_int),
        typed(value, "backgroundColor", read_int),
        typed(value, "bufferCellType", read_int),
    )


def _write_key(value: KeyInfo) -> PSObject:
    return bag(
        ("virtualKeyCode", value.virtual_key_code),
        ("character", _character(value.character)),
        ("controlKeyState", int(value.control_key_state)),
        ("keyDown", value.key_down),
    )


def _read_key(value: Any, name: str) -> KeyInfo:
    return KeyInfo(
        typed(value, "virtualKeyCode", read_int),
        typed(value, "character", _read_character),
        typed(value, "controlKeyState", read_int),
        typed(value, "keyDown", read_bool),
    )


def _write_cells(rows: Sequence[Sequence[BufferCell]]) -> PSObject:
    """Write an array of two ranks: its elements row by row, and its lengths."""
    cells = ArrayList(_write_cell(cell) for row in rows for cell in row)
    lengths = Array([len(rows), len(rows[0]) if rows else 0], "System.Int32")
    return bag(("mae", cells), ("mal", lengths))


def _read_cells(value: Any, name: str) -> list[list[BufferCell]]:
    cells = [_read_cell(cell, name) for cell in typed(value, "mae", read_list)]
    lengths = [read_int(length, "mal") for length in typed(value, "mal", read_list)]
    if len(lengths) != 2 or min(lengths) < 0 or lengths[0] * lengths[1] != len(cells):
        raise ProtocolError(f"{name} has {len(cells)} elements where its lengths are {lengths[:4]}.")
    height, width = lengths
    return [cells[row * width : (row + 1) * width] for row in range(height)]


def _read_numbers(value: Any, name: str) -> list[int]:
    # pwsh 7.6 sends default choices as an array with its lengths, and cannot read that itself; a list is understood by all.
    array = isinstance(value, PSObject) and not isinstance(value.base, list)
    elements = typed(value, "mae", read_list) if array else read_list(value, name)
    return [read_int(element, name) for element in elements]


_LIBRARIES = {
    "System.Management.Automation.": "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35",
    "System.": "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e",
}


def _assembly_name(type_name: str) -> str:
    """Give the name by which a client finds a type, where the field does not say it."""
    library = next((library for prefix, library in _LIBRARIES.items() if type_name.startswith(prefix)), "")
    return f"{type_name}, {library}" if library else type_name


def _write_field(field: FieldDescription) -> PSObject:
    full_name = field.parameter_type_full_name
    return bag(
        ("name", field.name),
        ("label", field.label),
        ("parameterTypeName", full_name.rpartition(".")[2]),
        ("parameterTypeFullName", full_name),
        ("parameterAssemblyFullName", field.parameter_assembly_full_name or _assembly_name(full_name)),
        ("helpMessage", field.help_message),
        ("isMandatory", field.is_mandatory),
        *((("defaultValue", field.default_value),) if field.default_value is not None else ()),
        ("metadata", ArrayList(field.attributes)),
        ("modifiedByRemotingProtocol", False),
        ("isFromRemoteHost", field.is_from_remote_host),
    )


def _read_field(value: Any, name: str) -> FieldDescription:
    return FieldDescription(
        name=typed(value, "name", loose_text),
        label=typed(value, "label", loose_text, ""),
        parameter_type_name=typed(value, "parameterTypeName", loose_text, ""),
        parameter_type_full_name=typed(value, "parameterTypeFullName", loose_text, ""),
        parameter_assembly_full_name=typed(value, "parameterAssemblyFullName", loose_text, ""),
        help_message=typed(value, "helpMessage", loose_text, ""),
        is_mandatory=typed(value, "isMandatory", read_bool, True),
        default_value=value.get("defaultValue"),
        attributes=list(typed(value, "metadata", read_list, [])),
        is_from_remote_host=typed(value, "isFromRemoteHost", read_bool, False),
    )


def _write_choice(choice: ChoiceDescription) -> PSObject:
    return bag(("label", choice.label), ("helpMessage", choice.help_message))


def _read_choice(value: Any, name: str) -> ChoiceDescription:
    return ChoiceDescription(typed(value, "label", loose_text), typed(value, "helpMessage", loose_text, ""))


def many(element: Shape) -> Shape:
    """Make the shape of a list of such values."""

    def write(values: Sequence[Any]) -> ArrayList:
        return ArrayList(element.write(value) for value in values)

    def read(value: Any, name: str) -> list[Any]:
        return [element.read(item, name) for item in read_list(value, name)]

    return Shape(write, read)


def _read_secure(value: Any, name: str) -> SecureString:
    value = plain(value)
    if isinstance(value, SecureString):
        return value
    raise ProtocolError(f"Expected data type of {name} is a secure string, and it is {type(value).__name__}.")


def _read_credential(value: Any, name: str) -> PSCredential | None:
    value = plain(value)
    if value is None or isinstance(value, PSCredential):
        return value
    raise ProtocolError(f"Expected data type of {name} is a credential, and it is {type(value).__name__}.")


def _read_text_or_nothing(value: Any, name: str) -> str:
    return read_optional_text(value, name) or ""


def _read_anything(value: Any, name: str) -> Any:
    return plain(value)


TEXT = Shape(_same, _read_text_or_nothing)
NUMBER = Shape(_number, read_int)
LONG = Shape(Int64, read_int)
BOOLEAN = Shape(bool, read_bool)
COLOR = Shape(_color, read_int)
COORDINATES = Shape(lambda value: bag(("x", value.x), ("y", value.y)), _read_coordinates)
SIZE = Shape(lambda value: bag(("width", value.width), ("height", value.height)), _read_size)
RECTANGLE = Shape(_write_rectangle, _read_rectangle)
CELL = Shape(_write_cell, _read_cell)
CELLS = Shape(_write_cells, _read_cells)
KEY = Shape(_write_key, _read_key)
NUMBERS = Shape(lambda values: ArrayList(int(value) for value in values), _read_numbers)
FIELDS = many(Shape(_write_field, _read_field))
CHOICES = many(Shape(_write_choice, _read_choice))
TABLE = Shape(lambda value: value if isinstance(value, Hashtable) else Hashtable(value), read_table)
SECURE = Shape(_same, _read_secure)
CREDENTIAL = Shape(_same, _read_credential)
ANY = Shape(_same, _read_anything)
