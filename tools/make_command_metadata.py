"""Make the packaged command metadata from a recording.

    python tools/make_command_metadata.py FOLDER

FOLDER holds `commands.jsonl` (one command a row: parameters, sets, attributes as PowerShell reports them) and `aliases.json`. What
Windows has beyond the recording comes from `windows_parameters.txt` beside this file. The result, `engine/data/commands.tsv` and
`engine/data/aliases.tsv`, is read by `engine.commands.metadata`, which describes the columns.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "src" / "pssession" / "engine" / "data"
ALL_SETS = "__AllParameterSets"
COMMON = (
    *("Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable"),
    *("InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"),
)
SHOULD_PROCESS = ("WhatIf", "Confirm")
NO_POSITION = -2147483648

SHORT_TYPES = {
    "ApartmentState": "System.Threading.ApartmentState",
    "AuthenticationMechanism": "System.Management.Automation.Runspaces.AuthenticationMechanism",
    "CultureInfo": "System.Globalization.CultureInfo",
    "DateTime": "System.DateTime",
    "ExecutionPolicy": "Microsoft.PowerShell.ExecutionPolicy",
    "Guid": "System.Guid",
    "Hashtable": "System.Collections.Hashtable",
    "IDictionary": "System.Collections.IDictionary",
    "Job": "System.Management.Automation.Job",
    "JobState": "System.Management.Automation.JobState",
    "OutputBufferingMode": "System.Management.Automation.Runspaces.OutputBufferingMode",
    "PSCredential": "System.Management.Automation.PSCredential",
    "PSLanguageMode": "System.Management.Automation.PSLanguageMode",
    "PSObject": "System.Management.Automation.PSObject",
    "PSPrimitiveDictionary": "System.Management.Automation.PSPrimitiveDictionary",
    "PSSession": "System.Management.Automation.Runspaces.PSSession",
    "PSSessionConfigurationAccessMode": "System.Management.Automation.Runspaces.PSSessionConfigurationAccessMode",
    "PSSessionOption": "System.Management.Automation.Remoting.PSSessionOption",
    "PSSessionTypeOption": "System.Management.Automation.PSSessionTypeOption",
    "PSThreadOptions": "System.Management.Automation.Runspaces.PSThreadOptions",
    "PSTransportOption": "System.Management.Automation.PSTransportOption",
    "ProxyAccessType": "System.Management.Automation.Remoting.ProxyAccessType",
    "ScriptBlock": "System.Management.Automation.ScriptBlock",
    "SessionFilterState": "Microsoft.PowerShell.Commands.SessionFilterState",
    "SessionType": "System.Management.Automation.Remoting.SessionType",
    "Uri": "System.Uri",
    "Version": "System.Version",
    "bool": "System.Boolean",
    "double": "System.Double",
    "int": "System.Int32",
    "long": "System.Int64",
    "object": "System.Object",
    "string": "System.String",
    "switch": "System.Management.Automation.SwitchParameter",
}
DROPPED = frozenset(("Parameter", "Alias", "Nullable"))
DELIMITERS = re.compile(r"[\t\n|]")


def attribute_text(attribute: dict[str, Any], parameter: str, kind: str) -> str | None:
    name = attribute["name"].removesuffix("Attribute")
    if name in DROPPED:
        return None
    if name == "ValidateSet":
        return name + " " + ",".join(attribute["values"])
    if name == "ValidatePattern":
        return f"{name} {attribute['pattern']}"
    if name == "ValidateRange" and not attribute["min"]:  # given as a kind, which the recording does not say
        return None if kind == "System.TimeSpan" else f"{name} {'NonNegative' if parameter == 'Offset' else 'Positive'}"
    if "min" in attribute:
        return f"{name} {attribute['min']},{attribute['max']}"
    return str(name)


def set_text(name: str, facts: dict[str, Any]) -> str:
    flags = "M" if facts["mandatory"] else ""
    if facts["position"] != NO_POSITION:
        flags += f"@{facts['position']}"
    flags += "V" * facts["pipeline"] + "P" * facts["byName"] + "R" * facts["rest"]
    return ("*" if name == ALL_SETS else name) + (":" + flags if flags else "")


def parameter_text(name: str, row: dict[str, Any]) -> str:
    attributes = [text for text in (attribute_text(one, name, row["type"]) for one in row["attributes"]) if text]
    parts = (
        *(name, row["type"], ",".join(row["aliases"])),
        *(";".join(set_text(key, facts) for key, facts in row["sets"].items()), ";;".join(attributes)),
        "d" if row["dynamic"] else "",
    )
    for part in parts:
        if DELIMITERS.search(part):
            raise ValueError(f"{name}: a delimiter in {part!r}")
    return "|".join(parts).rstrip("|")


def command_text(row: dict[str, Any]) -> str:
    names = list(row["params"])
    flags = "C" if "Verbose" in names else ""
    if "WhatIf" in names:
        flags += "W"
    columns = [
        *(row["name"].lower(), row["name"], row["type"], row["module"], row["defaultSet"] or ""),
        *(",".join(one["name"] for one in row["sets"]), ";".join(row["output"]), flags),
    ]
    for name in names:
        if name == "Verbose" and names[-1] not in (*COMMON, *SHOULD_PROCESS):
            columns.append("+")  # where the common ones stand, if not at the end
        if name not in COMMON and name not in SHOULD_PROCESS:
            columns.append(parameter_text(name, row["params"][name]))
    return "\t".join(columns)


def full_type(text: str) -> str:
    if text.endswith("?"):
        return f"System.Nullable`1[[{full_type(text[:-1])}]]"
    if text.endswith("[]"):
        return full_type(text[:-2]) + "[]"
    return SHORT_TYPES[text]


def split_validation(text: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for name, arguments in re.findall(r"(\w+)(?:\(([^)]*)\))?", text):
        if name == "Set":
            made.append({"name": "ValidateSet", "values": re.findall(r'"([^"]*)"', arguments)})
        elif name == "Range":
            low, high = arguments.split(",")
            made.append({"name": "ValidateRange", "min": low.strip(), "max": high.strip()})
        else:
            made.append({"name": "Validate" + name})
    return made


PARAMETER = re.compile(r"-(\w+) <([^>]*)>(?: \{([^}]*)\})?(?: \[(.*)\])? :: (.*)$")


def parameter_of(line: str) -> tuple[str, dict[str, Any]]:
    found = PARAMETER.match(line)
    if found is None:
        raise ValueError(f"not a parameter: {line}")
    name, kind, aliases, validation, places = found.groups()
    sets: dict[str, Any] = {}
    for place in places.split("; "):
        key, _, flags = place.partition(":")
        at = re.search(r"@(\d+)", flags)
        sets[ALL_SETS if key == "all" else key] = {
            "mandatory": "M" in flags,
            "position": int(at[1]) if at else NO_POSITION,
            "pipeline": "V" in flags,
            "byName": "P" in flags,
            "rest": False,
        }
    attributes = split_validation(validation) if validation else []
    named = aliases.split(",") if aliases else []
    row = {"type": full_type(kind), "dynamic": False, "aliases": named, "sets": sets, "attributes": attributes}
    return name, row


def add_windows(rows: dict[str, dict[str, Any]]) -> None:
    """Add commands, sets and parameters; nothing that is there changes."""
    row: dict[str, Any] = {}
    common: dict[str, Any] = {name: {} for name in COMMON}
    for line in (HERE / "windows_parameters.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if not line.startswith("-"):
            head, _, kind = line.partition("  ")
            name, _, listed = head.partition(":")
            sets = [one.strip() for one in listed.split(",") if one.strip()]
            default = next((one[1:] for one in sets if one.startswith("*")), None)
            row = rows.setdefault(
                name,
                {
                    "name": name,
                    "type": "Cmdlet",
                    "module": "Microsoft.PowerShell.Core",
                    "defaultSet": default,
                    "output": [],
                    "sets": [],
                    "params": {},
                },
            )
            known = {one["name"] for one in row["sets"]}
            named = [one.lstrip("*") for one in sets] or [ALL_SETS]
            row["sets"] += [{"name": one} for one in named if one not in known and not (one == ALL_SETS and known)]
            extra = {**common, "WhatIf": {}, "Confirm": {}} if "WhatIf" in kind else common
            row["params"] = {**row["params"], **{key: value for key, value in extra.items() if key not in row["params"]}}
            continue
        name, made = parameter_of(line)
        recorded = row["params"].get(name)
        if recorded is None:
            row["params"] = insert_before_common(row["params"], name, made)
        elif recorded and ALL_SETS not in recorded["sets"]:
            for key, facts in made["sets"].items():
                recorded["sets"].setdefault(key, facts)


def insert_before_common(parameters: dict[str, Any], name: str, made: dict[str, Any]) -> dict[str, Any]:
    place = list(parameters).index("Verbose")
    items = list(parameters.items())
    return dict([*items[:place], (name, made), *items[place:]])


def main() -> None:
    folder = Path(sys.argv[1])
    with (folder / "commands.jsonl").open(encoding="utf-8") as file:
        rows = {row["name"]: row for row in map(json.loads, file)}
    add_windows(rows)
    lines = sorted(command_text(row) for row in rows.values())
    (DATA / "commands.tsv").write_text("\n" + "\n".join(lines) + "\n", encoding="utf-8")
    aliases = json.loads((folder / "aliases.json").read_text(encoding="utf-8"))
    for name, definition in (("cnsn", "Connect-PSSession"), ("dnsn", "Disconnect-PSSession")):
        aliases.append({"name": name, "definition": definition, "options": "ReadOnly"})
    text = "".join(f"{one['name']}\t{one['definition']}\t{one['options']}\n" for one in aliases)
    (DATA / "aliases.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
