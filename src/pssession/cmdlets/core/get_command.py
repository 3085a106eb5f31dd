"""Get-Command: the commands of a session, by name, pattern, verb, noun, module or type. Source: PowerShell 7.6 as recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pssession.engine.commands import discovery
from pssession.engine.commands.aliases import AliasInfo
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.processor import CommandInfo
from pssession.engine.commands.syntax_text import syntax_of
from pssession.engine.errors import CommandNotFoundException
from pssession.engine.values.conversions import to_string
from pssession.engine.values.wildcards import has_wildcard, matches

_LISTED = frozenset(("alias", "function", "filter", "cmdlet"))


class GetCommandCommand(Cmdlet):
    """Look commands up."""

    def process(self) -> None:
        wanted = self._wanted()
        found: Iterable[CommandInfo]
        if self.is_bound("Name"):
            found = (one for name in self.name for one in self._named(to_string(name), wanted))
        else:
            found = (one for one in self._all(lambda name: True, wanted or _LISTED) if self._fits(one))
        left = self.total_count if self.total_count is not None and self.total_count >= 0 else None
        for command in found:
            if left is not None:
                if left == 0:
                    return
                left -= 1
            self._show(command)

    def _wanted(self) -> frozenset[str] | None:
        """Give the kinds asked for, None for any."""
        if self.command_type is None:
            return None
        kinds = frozenset(one.strip().lower() for one in to_string(self.command_type).split(","))
        return None if "all" in kinds else kinds

    def _named(self, name: str, wanted: frozenset[str] | None) -> Iterator[CommandInfo]:
        if has_wildcard(name):
            yield from (one for one in self._all(lambda other: matches(name, other), wanted) if self._fits(one))
            return
        several = [one for one in self._exactly(name) if (wanted is None or one.command_type.lower() in wanted) and self._fits(one)]
        if not several:
            self._not_found(name)
        yield from several if self.all else several[:1]

    def _exactly(self, name: str) -> Iterator[CommandInfo]:
        """Give the commands of a name in the order of precedence."""
        context, folded = self.context, name.lower()
        for found in (context.scope.find_alias(folded), context.scope.find_function(folded), discovery.cmdlet(context, folded)):
            if found is not None:
                yield found
        if "\\" in name or "/" in name:
            other = discovery.find_or_none(context, name)
            if other is not None:
                yield other
            return
        yield from discovery.on_path(context, name)

    def _all(self, accepts: Callable[[str], bool], wanted: frozenset[str] | None) -> Iterator[CommandInfo]:
        context = self.context
        for table in ("aliases", "functions"):
            seen: dict[str, CommandInfo] = {}
            for scope in context.scope.chain():
                for folded, one in (getattr(scope, table) or {}).items():
                    seen.setdefault(folded, one)
            for folded in sorted(seen):
                one = seen[folded]
                if (wanted is None or one.command_type.lower() in wanted) and accepts(one.name):
                    yield one
        if wanted is None or "cmdlet" in wanted:
            yield from (one for one in discovery.cmdlets(context) if accepts(one.name))
        if wanted is None or "application" in wanted:
            yield from discovery.programs(accepts)

    def _fits(self, command: CommandInfo) -> bool:
        verb, dash, noun = command.name.partition("-")
        if (self.verb or self.noun) and (not dash or command.command_type in ("Alias", "Application")):
            return False
        if self.verb and not _any(self.verb, verb):
            return False
        if self.noun and not _any(self.noun, noun):
            return False
        if self.module and not _any(self.module, command.module_name):
            return False
        if self.exclude_module and _any(self.exclude_module, command.module_name):
            return False
        if self.parameter_name:
            metadata = command.metadata
            names = [] if metadata is None else [one for known in metadata.parameters for one in (known.name, *known.aliases)]
            return any(_any(self.parameter_name, name) for name in names)
        return True

    def _show(self, command: CommandInfo) -> None:
        if not self.syntax:
            self.write(command)
            return
        name: Any = command.name
        if isinstance(command, AliasInfo):
            self.write(command.definition)
            return
        metadata = command.metadata
        self.write(command.definition if metadata is None else syntax_of(name, metadata))

    def _not_found(self, name: str) -> None:
        problem = CommandNotFoundException(
            f"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
            "Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        )
        problem.command_name = name
        self.write_error(self.error("CommandNotFoundException", "ObjectNotFound", problem, name))


def _any(patterns: Iterable[Any], text: str) -> bool:
    return any(matches(to_string(pattern), text) for pattern in patterns)
