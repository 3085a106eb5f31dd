"""Wait-Job: wait until jobs have ended, or can go on no more by themselves. Source: Wait-Job of PowerShell 7.6 as observed."""

from __future__ import annotations

from collections.abc import Sequence

from pssession.cmdlets.jobs.following import is_over, wait_until
from pssession.cmdlets.jobs.job import Job, JobState
from pssession.cmdlets.jobs.job_command import JobCommand
from pssession.engine.errors import ArgumentException

_HELD_UP = frozenset((JobState.SUSPENDED, JobState.DISCONNECTED))


class WaitJobCommand(JobCommand):
    """Gather jobs, wait for all or for one of them, and write those that have ended."""

    def begin(self) -> None:
        self._jobs: list[Job] = []

    def process(self) -> None:
        self._jobs += [job for job in self.selected() if job not in self._jobs]

    def end(self) -> None:
        jobs = self._jobs
        if not jobs:
            return
        seconds = self.timeout if self.is_bound("Timeout") and self.timeout >= 0 else None
        in_time = wait_until(self, lambda: self._is_enough(jobs) or self._is_deadlock(jobs), seconds)
        if self._is_deadlock(jobs) and not self._is_enough(jobs):
            self._tell_blocked(next(job for job in jobs if job.current_state is JobState.BLOCKED))
            return
        ended = [job for job in jobs if self._is_over(job)]
        if any(self._is_held_up(job) for job in ended):
            self.write_warning(
                "One or more jobs are in a suspended or disconnected state, and cannot continue without additional user input.  Specify "
                "the -Force parameter to continue to a completed, failed, or stopped state."
            )
        if self.any:
            self.write_all(ended[:1])
        elif in_time:
            self.write_all(ended)

    def _is_over(self, job: Job) -> bool:
        return is_over(job, force=bool(self.force))

    def _is_held_up(self, job: Job) -> bool:
        return job.current_state in _HELD_UP

    def _is_enough(self, jobs: Sequence[Job]) -> bool:
        return (any if self.any else all)(self._is_over(job) for job in jobs)

    def _is_deadlock(self, jobs: Sequence[Job]) -> bool:
        """Tell whether a question that only Receive-Job answers holds up what is waited for."""
        blocked = [job.current_state is JobState.BLOCKED for job in jobs]
        return all(blocked) if self.any else any(blocked)

    def _tell_blocked(self, job: Job) -> None:
        words = (
            "The Wait-Job cmdlet cannot finish working, because one or more jobs are blocked waiting for user interaction.  Process "
            "interactive job output by using the Receive-Job cmdlet, and then try again."
        )
        self.write_error(self.error("BlockedJobsDeadlockWithWaitJob", "DeadlockDetected", words, job, ArgumentException))
