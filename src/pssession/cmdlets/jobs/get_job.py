"""Get-Job: the jobs of this client. Source: Get-Job of PowerShell 7.6 as observed."""

from __future__ import annotations

from collections.abc import Iterable

from pssession.cmdlets.jobs.job import Job
from pssession.cmdlets.jobs.job_command import JobCommand
from pssession.engine.values.enums import number_of


class GetJobCommand(JobCommand):
    """Write jobs, by id."""

    def process(self) -> None:
        everything = self.parameter_set == "SessionIdParameterSet" and not self.is_bound("Id")
        found = self.repository.all() if everything else self.selected()
        found += self._parts_of(found)
        found.sort(key=lambda job: job.id)
        self.write_all(self._newest(self._in_time(self._with_data(found))))

    def _parts_of(self, found: Iterable[Job]) -> list[Job]:
        parts = [part for job in found for part in job.child_jobs]
        if self.is_bound("ChildJobState"):
            state = number_of(self.child_job_state)
            return [part for part in parts if part.current_state == state]
        return parts if self.include_child_job else []

    def _with_data(self, found: list[Job]) -> list[Job]:
        if not self.is_bound("HasMoreData"):
            return found
        return [job for job in found if job.has_more_data == self.has_more_data]

    def _in_time(self, found: list[Job]) -> list[Job]:
        if self.is_bound("Before"):
            found = [job for job in found if job.ps_end_time is not None and job.ps_end_time.ticks < self.before.ticks]
        if self.is_bound("After"):
            found = [job for job in found if job.ps_end_time is not None and job.ps_end_time.ticks > self.after.ticks]
        return found

    def _newest(self, found: list[Job]) -> list[Job]:
        if not self.is_bound("Newest"):
            return found
        begun = sorted(found, key=lambda job: (job.ps_begin_time is not None and job.ps_begin_time.ticks, job.id), reverse=True)
        newest = begun[: max(self.newest, 0)]
        return [job for job in found if job in newest]
