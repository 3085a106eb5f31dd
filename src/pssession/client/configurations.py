"""Session configurations: names for the kinds of sessions there are, which is to say, for their engines.

`Microsoft.PowerShell` is the built-in engine and `PowerShell.7` is PowerShell itself, where `pwsh` is on PATH; the settings file adds
others, or says otherwise:

    [configurations.Preview]
    engine = ["/opt/preview/pwsh", "-s", "-NoLogo"]

Source: the names that PowerShell gives its endpoints on Windows; `docs/reference/environment.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pssession.client.settings_file import read_tables
from pssession.errors import ConfigurationNotFound, SessionError

DEFAULT = "Microsoft.PowerShell"
# What a client may write before a name, and PowerShell's own default preference variable has there.
_SCHEMA = "http://schemas.microsoft.com/powershell/"
_ENGINES: Mapping[str, list[str]] = {DEFAULT.lower(): [], "powershell.7": ["pwsh", "-s"]}


def bare_name(name: str) -> str:
    """Give a configuration's name without the schema that may stand before it; the default's where there is none."""
    if name.lower().startswith(_SCHEMA):
        name = name[len(_SCHEMA) :]
    return name or DEFAULT


def engine_of(name: str, environ: Mapping[str, str] | None = None) -> list[str]:
    """Give the command of a configuration's engine, empty for the built-in one.

    Raises:
        ConfigurationNotFound: There is no configuration of this name.
        SessionError: Its engine is neither "builtin" nor a list of words.
    """
    key = bare_name(name).lower()
    found = read_tables("configurations", environ).get(key)
    if found is None:
        if key not in _ENGINES:
            raise ConfigurationNotFound(f"Cannot find the {bare_name(name)} session configuration.")
        return list(_ENGINES[key])
    return _words(name, found.get("engine", "builtin"))


def _words(name: str, engine: Any) -> list[str]:
    if engine == "builtin":
        return []
    if isinstance(engine, list) and engine and all(isinstance(word, str) for word in engine):
        return list(engine)
    raise SessionError(f'The engine of the {bare_name(name)} session configuration is neither "builtin" nor a list of words.')
