"""A pipeline as data on the wire: the PowerShell object of CREATE_PIPELINE, its commands and their arguments.

Several statements travel as ExtraCmds, each with its own Cmds; Cmds then repeats the first, for servers that know no better. Some
clients instead put all commands into one list and mark the last of a statement: both are read.
Source: MS-PSRP 2.2.3.11 to 2.2.3.13; PowerShell 7.6 as recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pssession.objects import Argument, Command, GenericList, PipelineDescription, PropertyBag, PSObject
from pssession.protocol.psrp.enumerations import PIPELINE_RESULT_TYPES, enumeration, number
from pssession.protocol.psrp.properties import bag, has, lookup, read_bool, read_list, read_object, read_optional_text, read_text, typed
from pssession.protocol.psrp.versions import CONNECT, NEWEST, OLDEST, RESET, Pair

_LIST_NAMES = [
    "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, Version=7.6.0.500, "
    "Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
    "System.Object",
]
# The stream that a merge of the old style redirects into output (PipelineResultTypes.Error, .Output).
_OUTPUT, _ERROR = 1, 2

# Wire name, attribute, first protocol version.
_MERGES: tuple[tuple[str, str, Pair], ...] = (
    ("MergeMyResult", "merge_my", OLDEST),
    ("MergeToResult", "merge_to", OLDEST),
    ("MergePreviousResults", "merge_previous", OLDEST),
    ("MergeError", "merge_error", CONNECT),
    ("MergeWarning", "merge_warning", CONNECT),
    ("MergeVerbose", "merge_verbose", CONNECT),
    ("MergeDebug", "merge_debug", CONNECT),
    ("MergeInformation", "merge_information", RESET),
)


def write_powershell(description: PipelineDescription, version: Pair = NEWEST) -> PSObject:
    """Describe what is to run to a server of a protocol version.

    Raises:
        ValueError: There is no command, or several statements for a server before 2.2.
    """
    statements = [statement for statement in description.statements if statement]
    if not statements:
        raise ValueError("a pipeline needs a command")
    if len(statements) > 1 and version < CONNECT:
        raise ValueError("several statements need protocol version 2.2")
    members: list[tuple[str, Any]] = []
    if len(statements) > 1:
        members.append(("ExtraCmds", _list([bag(("Cmds", _commands(statement, version))) for statement in statements])))
    members += (
        ("Cmds", _commands(statements[0], version)),
        ("IsNested", description.is_nested),
        ("History", description.history),
        ("RedirectShellErrorOutputPipe", description.redirect_error),
    )
    return bag(*members)


def _list(items: Sequence[Any]) -> PSObject:
    return PSObject(GenericList(items), None, None, _LIST_NAMES)


def _commands(commands: Sequence[Command], version: Pair) -> PSObject:
    return _list([_command(command, version) for command in commands])


def _command(command: Command, version: Pair) -> PSObject:
    made = bag(("Cmd", command.name), ("IsScript", command.is_script), ("UseLocalScope", command.use_local_scope))
    members = made.extended if made.extended is not None else PropertyBag()
    for name, attribute, since in _MERGES:
        if version >= since:
            members[name] = enumeration(PIPELINE_RESULT_TYPES, getattr(command, attribute))
    members["Args"] = _list([bag(("N", argument.name), ("V", argument.value)) for argument in command.arguments])
    return made


def read_powershell(value: Any, name: str = "PowerShell") -> PipelineDescription:
    """Read what is to run.

    Raises:
        ProtocolError: It is no pipeline.
    """
    source = read_object(value, name)
    extra = typed(source, "ExtraCmds", read_list, [])
    first = [_read_command(command) for command in typed(source, "Cmds", read_list)]
    if extra:
        # pwsh 7.6: the first statement is what Cmds says, also where that differs.
        others = [[_read_command(command) for command in typed(statement, "Cmds", read_list)] for statement in extra[1:]]
        statements = [first, *others]
    else:
        statements = _split(first)
    return PipelineDescription(
        statements=statements,
        is_nested=typed(source, "IsNested", read_bool, False),
        history=typed(source, "History", read_optional_text, None),
        redirect_error=typed(source, "RedirectShellErrorOutputPipe", read_bool, False),
    )


def _split(commands: list[Command]) -> list[list[Command]]:
    statements: list[list[Command]] = [[]]
    for command in commands:
        statements[-1].append(command)
        if command.end_of_statement:
            statements.append([])
    return [statement for statement in statements if statement] or [[]]


def _read_command(value: Any) -> Command:
    merges = {attribute: number(lookup(value, wire)) or 0 for wire, attribute, _ in _MERGES}
    if not has(value, "MergeError") and (merges["merge_my"], merges["merge_to"]) == (_ERROR, _OUTPUT):
        # Clients before 2.2 have no other way to say 2>&1.
        merges["merge_error"] = _OUTPUT
    return Command(
        name=typed(value, "Cmd", read_text),
        is_script=typed(value, "IsScript", read_bool, False),
        use_local_scope=typed(value, "UseLocalScope", read_bool, None),
        arguments=tuple(_read_argument(argument) for argument in typed(value, "Args", read_list, [])),
        end_of_statement=typed(value, "EndOfStatement", read_bool, False),
        **merges,
    )


def _read_argument(value: Any) -> Argument:
    return Argument(name=typed(value, "N", read_optional_text, None), value=lookup(value, "V"))


def is_plain_script(description: PipelineDescription) -> bool:
    """Tell whether it is one script without arguments, the commonest pipeline of all."""
    if len(description.statements) != 1 or len(description.statements[0]) != 1:
        return False
    command = description.statements[0][0]
    return command.is_script and not command.arguments
