"""The 56 calls to a host: one row each with its parameters, its result, and the member of `objects.Host` that answers it.

`call` runs a call on a host: no I/O of its own, the host does what it does. Source: MS-PSRP 2.2.3.17, 2.2.6; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pssession.errors import ProtocolError
from pssession.objects import Host, HostError, HostMethod, Version
from pssession.protocol.psrp.hosts.values import (
    ANY,
    BOOLEAN,
    CELL,
    CELLS,
    CHOICES,
    COLOR,
    COORDINATES,
    CREDENTIAL,
    FIELDS,
    KEY,
    LONG,
    NUMBER,
    NUMBERS,
    RECTANGLE,
    SECURE,
    SIZE,
    TABLE,
    TEXT,
    Shape,
)
from pssession.protocol.psrp.records.progress_record import read_progress_record, write_progress_record

_VERSION = Shape(lambda value: value if isinstance(value, Version) else Version.parse(str(value)), ANY.read)
_PROGRESS = Shape(write_progress_record, read_progress_record)


class Method(NamedTuple):
    """Say what one call is.

    Attributes:
        member: The member of `Host`; a property where `is_property`.
        parameters: The shapes in the order of the wire.
        result: None for a call that nobody waits for.
        order: The wire's positions in the order in which the member takes them; None for the same order.
    """

    member: str
    parameters: tuple[Shape, ...] = ()
    result: Shape | None = None
    is_property: bool = False
    order: tuple[int, ...] | None = None


_M = HostMethod
METHODS: dict[HostMethod, Method] = {
    _M.GET_NAME: Method("name", (), TEXT, True),
    _M.GET_VERSION: Method("version", (), _VERSION, True),
    _M.GET_INSTANCE_ID: Method("instance_id", (), ANY, True),
    _M.GET_CURRENT_CULTURE: Method("culture", (), TEXT, True),
    _M.GET_CURRENT_UI_CULTURE: Method("ui_culture", (), TEXT, True),
    _M.SET_SHOULD_EXIT: Method("set_should_exit", (NUMBER,)),
    _M.ENTER_NESTED_PROMPT: Method("enter_nested_prompt"),
    _M.EXIT_NESTED_PROMPT: Method("exit_nested_prompt"),
    _M.NOTIFY_BEGIN_APPLICATION: Method("notify_begin_application"),
    _M.NOTIFY_END_APPLICATION: Method("notify_end_application"),
    _M.READ_LINE: Method("read_line", (), TEXT),
    _M.READ_LINE_AS_SECURE_STRING: Method("read_line_as_secure_string", (), SECURE),
    _M.WRITE_1: Method("write", (TEXT,)),
    _M.WRITE_2: Method("write", (COLOR, COLOR, TEXT), order=(2, 0, 1)),
    _M.WRITE_LINE_1: Method("write_line"),
    _M.WRITE_LINE_2: Method("write_line", (TEXT,)),
    _M.WRITE_LINE_3: Method("write_line", (COLOR, COLOR, TEXT), order=(2, 0, 1)),
    _M.WRITE_ERROR_LINE: Method("write_error_line", (TEXT,)),
    _M.WRITE_DEBUG_LINE: Method("write_debug_line", (TEXT,)),
    _M.WRITE_PROGRESS: Method("write_progress", (LONG, _PROGRESS)),
    _M.WRITE_VERBOSE_LINE: Method("write_verbose_line", (TEXT,)),
    _M.WRITE_WARNING_LINE: Method("write_warning_line", (TEXT,)),
    _M.PROMPT: Method("prompt", (TEXT, TEXT, FIELDS), TABLE),
    _M.PROMPT_FOR_CREDENTIAL_1: Method("prompt_for_credential", (TEXT, TEXT, TEXT, TEXT), CREDENTIAL),
    _M.PROMPT_FOR_CREDENTIAL_2: Method("prompt_for_credential", (TEXT, TEXT, TEXT, TEXT, NUMBER, NUMBER), CREDENTIAL),
    _M.PROMPT_FOR_CHOICE: Method("prompt_for_choice", (TEXT, TEXT, CHOICES, NUMBER), NUMBER),
    _M.GET_FOREGROUND_COLOR: Method("get_foreground_color", (), COLOR),
    _M.SET_FOREGROUND_COLOR: Method("set_foreground_color", (COLOR,)),
    _M.GET_BACKGROUND_COLOR: Method("get_background_color", (), COLOR),
    _M.SET_BACKGROUND_COLOR: Method("set_background_color", (COLOR,)),
    _M.GET_CURSOR_POSITION: Method("get_cursor_position", (), COORDINATES),
    _M.SET_CURSOR_POSITION: Method("set_cursor_position", (COORDINATES,)),
    _M.GET_WINDOW_POSITION: Method("get_window_position", (), COORDINATES),
    _M.SET_WINDOW_POSITION: Method("set_window_position", (COORDINATES,)),
    _M.GET_CURSOR_SIZE: Method("get_cursor_size", (), NUMBER),
    _M.SET_CURSOR_SIZE: Method("set_cursor_size", (NUMBER,)),
    _M.GET_BUFFER_SIZE: Method("get_buffer_size", (), SIZE),
    _M.SET_BUFFER_SIZE: Method("set_buffer_size", (SIZE,)),
    _M.GET_WINDOW_SIZE: Method("get_window_size", (), SIZE),
    _M.SET_WINDOW_SIZE: Method("set_window_size", (SIZE,)),
    _M.GET_WINDOW_TITLE: Method("get_window_title", (), TEXT),
    _M.SET_WINDOW_TITLE: Method("set_window_title", (TEXT,)),
    _M.GET_MAX_WINDOW_SIZE: Method("get_max_window_size", (), SIZE),
    _M.GET_MAX_PHYSICAL_WINDOW_SIZE: Method("get_max_physical_window_size", (), SIZE),
    _M.GET_KEY_AVAILABLE: Method("get_key_available", (), BOOLEAN),
    _M.READ_KEY: Method("read_key", (NUMBER,), KEY),
    _M.FLUSH_INPUT_BUFFER: Method("flush_input_buffer"),
    _M.SET_BUFFER_CONTENTS_1: Method("set_buffer_contents", (RECTANGLE, CELL)),
    _M.SET_BUFFER_CONTENTS_2: Method("set_buffer_contents", (COORDINATES, CELLS)),
    _M.GET_BUFFER_CONTENTS: Method("get_buffer_contents", (RECTANGLE,), CELLS),
    _M.SCROLL_BUFFER_CONTENTS: Method("scroll_buffer_contents", (RECTANGLE, COORDINATES, RECTANGLE, CELL)),
    _M.PUSH_RUNSPACE: Method("push_runspace", (ANY,)),
    _M.POP_RUNSPACE: Method("pop_runspace"),
    _M.GET_IS_RUNSPACE_PUSHED: Method("is_runspace_pushed", (), BOOLEAN, True),
    _M.GET_RUNSPACE: Method("get_runspace", (), ANY),
    _M.PROMPT_FOR_CHOICE_MULTIPLE_SELECTION: Method("prompt_for_multiple_choice", (TEXT, TEXT, CHOICES, NUMBERS), NUMBERS),
}


def write_parameters(method: HostMethod, values: Sequence[Any]) -> list[Any]:
    """Give what stands in `mp`.

    Raises:
        ValueError: The call takes another number of values.
    """
    shapes = METHODS[method].parameters
    if len(values) != len(shapes):
        raise ValueError(f"{method.name} takes {len(shapes)} values, not {len(values)}")
    return [shape.write(value) for shape, value in zip(shapes, values)]


def read_parameters(method: HostMethod, values: Sequence[Any]) -> tuple[Any, ...]:
    """Read what stood in `mp`.

    Raises:
        ProtocolError: Number or types do not fit the call.
    """
    shapes = METHODS[method].parameters
    if len(values) != len(shapes):
        raise ProtocolError(f"The host call {method.name} has {len(values)} parameters where it takes {len(shapes)}.")
    return tuple(shape.read(value, method.name) for shape, value in zip(shapes, values))


def write_result(method: HostMethod, value: Any) -> Any:
    """Give what stands in `mr`."""
    shape = METHODS[method].result
    return None if shape is None or value is None else shape.write(value)


def read_result(method: HostMethod, value: Any) -> Any:
    """Read what stood in `mr`.

    Raises:
        ProtocolError: It does not fit the call.
    """
    shape = METHODS[method].result
    return None if shape is None or value is None else shape.read(value, method.name)


def call(host: Host, method: HostMethod, parameters: Sequence[Any]) -> Any:
    """Run a call on a host and give its result; what the host raises comes out."""
    row = METHODS[method]
    member = getattr(host, row.member, None)
    if row.is_property:
        return member
    if member is None:
        raise HostError(f"The host does not support {method.name.lower()}.", "NotImplemented")
    arguments = parameters if row.order is None else [parameters[position] for position in row.order]
    return member(*arguments)
