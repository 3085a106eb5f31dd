"""Receive-Job: what jobs gave so far, or with -Wait until they have ended. Source: Receive-Job of PowerShell 7.6 as observed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from pssession.cmdlets.jobs.following import follow
from pssession.cmdlets.jobs.job import Job, JobState, JobStateInfo
from pssession.cmdlets.jobs.job_command import JobCommand
from pssession.cmdlets.jobs.results import Result
from pssession.engine.errors import ParameterBindingException, PSInvalidOperationException
from pssession.objects import PropertyBag, PSObject, StreamKind

# pwsh 7.6 words the refusals differently, and looks in this order.
_WAITING = (
    ("WriteEvents", "The WriteEvents parameter cannot be used without the Wait parameter."),
    ("WriteJobInResults", "The -WriteJobInResults parameter cannot be used without the -Wait parameter"),
    ("AutoRemoveJob", "The -AutoRemoveJob parameter cannot be used without the -Wait parameter"),
    ("Force", "The -Force parameter cannot be used without the -Wait parameter."),
)
_BY_PLACE = ("ComputerName", "Location", "Session")


class JobStateEventArgs:
    """Say that a job took a state, as -WriteEvents does."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.JobStateEventArgs"

    def __init__(self, job: Job, before: JobState) -> None:
        self.job_state_info = JobStateInfo(job.current_state, job.reason)
        self.previous_job_state_info = JobStateInfo(before)


class ReceiveJobCommand(JobCommand):
    """Deliver what jobs gave."""

    def begin(self) -> None:
        self._jobs: list[Job] = []
        if self.wait and self.keep:
            # The setter of the later one refuses, so the error says its name.
            later = next(name for name in reversed(self.bound) if name in ("Wait", "Keep"))
            words = (
                f'Cannot bind parameter \'{later}\' to the target. Exception setting "{later}": "The Wait and Keep parameters '
                'cannot be used together in the same command."'
            )
            self.throw_terminating(self.error("ParameterBindingFailed", "WriteError", words, None, ParameterBindingException))
        if not self.wait:
            for parameter, words in _WAITING:
                if self.bound.get(parameter):
                    self.refuse(words)

    def process(self) -> None:
        jobs = self.selected()
        if not self.wait:
            for job in jobs:
                self._receive(job)
        self._jobs += [job for job in jobs if job not in self._jobs]

    def end(self) -> None:
        if self.wait:
            for job in self._jobs:
                if self.write_job_in_results:
                    self.write(job)
            before = {job: job.current_state for job in self._jobs}
            follow(self, [one for job in self._jobs for one in self._sources(job)], force=bool(self.force), mark=_marked)
            if self.write_events:
                self.write_all(JobStateEventArgs(one, before.get(job, JobState.RUNNING)) for job in self._jobs for one in job.tree)
        if self.auto_remove_job:
            for job in self._jobs:
                if job.is_finished:
                    job.release()
                    self.repository.remove(job)

    def refuse(self, words: str) -> None:
        """End the command."""
        self.throw_terminating(self.error("InvalidOperation", "InvalidOperation", words, None, PSInvalidOperationException))

    # At once.

    def _receive(self, job: Job) -> None:
        for source in self._sources(job):
            for result in source.take(keep=bool(self.keep)):
                source.deliver(self, result)
                self.context.check_stop()
            source.deliver_failure(self)

    def _sources(self, job: Job) -> Sequence[Job]:
        kind = self.parameter_set
        if kind not in _BY_PLACE or not self.is_bound(kind):
            return (job,) if self.no_recurse else job.sources
        if kind == "Session":
            wanted = {session.instance_id for session in self.session}
            return [part for part in job.sources if getattr(part.runspace, "instance_id", None) in wanted]
        names = [name.lower() for name in (self.computer_name if kind == "ComputerName" else self.location)]
        return [part for part in job.sources if part.location.lower() in names]


def _marked(source: Job, result: Result) -> Result:
    """Say on an object which job it came from."""
    kind, value = result
    if kind is not StreamKind.OUTPUT or value is None:
        return result
    made: Any = value if type(value) is PSObject else PSObject(value)
    if made.extended is None:
        made.extended = PropertyBag()
    made.extended["PSSourceJobInstanceId"] = source.instance_id
    return kind, made
