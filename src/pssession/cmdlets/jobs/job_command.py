"""What the job commands share: finding jobs by what was given, and the errors of those that are not there.

Source: JobCmdletBase of PowerShell 7.6; texts, ids and the order of what is found as observed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from pssession.cmdlets.jobs.job import Job
from pssession.cmdlets.jobs.repository import JobRepository, repository_of
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.errors import PSArgumentException
from pssession.engine.values import wildcards
from pssession.engine.values.enums import number_of

_MISSING = {
    "Name": (
        "JobWithSpecifiedNameNotFound",
        "The command cannot find the job because the job name {} was not found. Verify the value of the Name parameter, and then try the "
        "command again.",
    ),
    "Id": (
        "JobWithSpecifiedSessionNotFound",
        "The command cannot find a job with the job ID {}. Verify the value of the Id parameter and then try the command again.",
    ),
    "InstanceId": (
        "JobWithSpecifiedInstanceIdNotFound",
        "The command cannot find a job with the instance identifier {}. Verify the value of the InstanceId parameter, and then try the "
        "command again.",
    ),
}


class JobCommand(Cmdlet):
    """Be the base of commands about jobs."""

    @property
    def repository(self) -> JobRepository:
        """Give the jobs of this runspace."""
        return repository_of(self.context)

    def stop(self) -> None:
        with self.repository.changed:
            self.repository.changed.notify_all()

    def selected(self, *, parts: bool = True) -> list[Job]:
        """Find the jobs that the parameters name; writes an error for each that is not there.

        Args:
            parts: Whether a name may be that of a part; ids always may.
        """
        match self.parameter_set:
            case "NameParameterSet":
                return self._by_name(self.name, parts=parts)
            case "SessionIdParameterSet":
                return self._by_key(self.id, "Id", lambda job: job.id)
            case "InstanceIdParameterSet":
                return self._by_key(self.instance_id, "InstanceId", lambda job: job.instance_id)
            case "StateParameterSet":
                state = number_of(self.state)
                return [job for job in self.repository.all() if job.current_state == state]
            case "CommandParameterSet":
                return [job for job in self.repository.all() if any(wildcards.matches(text, job.command) for text in self.command)]
            case "FilterParameterSet":
                # Only jobs of modules' own kinds can be filtered.
                return []
            case _:
                return [job for job in self.job if isinstance(job, Job)]

    def _by_name(self, names: Iterable[str], *, parts: bool) -> list[Job]:
        found: list[Job] = []
        for name in names:
            among = self.repository.with_parts() if parts else self.repository.all()
            matching = [job for job in among if wildcards.matches(name, job.name)]
            if not matching and not wildcards.has_wildcard(name):
                self.missing("Name", name)
            found += matching
        return found

    def _by_key(self, wanted: Iterable[Any], parameter: str, key: Callable[[Job], int | UUID]) -> list[Job]:
        found: list[Job] = []
        for value in wanted:
            matching = [job for job in self.repository.with_parts() if key(job) == value]
            if not matching:
                self.missing(parameter, value)
            found += matching
        return found

    def missing(self, parameter: str, value: Any) -> None:
        """Write the error of a job that is not there."""
        error_id, words = _MISSING[parameter]
        self.write_error(self.error(error_id, "ObjectNotFound", words.format(value), value, PSArgumentException))
