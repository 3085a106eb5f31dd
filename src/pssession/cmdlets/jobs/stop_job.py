"""Stop-Job: end what jobs do; what they gave can still be received. Source: Stop-Job of PowerShell 7.6 as observed."""

from __future__ import annotations

from pssession.cmdlets.jobs.following import wait_until
from pssession.cmdlets.jobs.job import Job
from pssession.cmdlets.jobs.job_command import JobCommand
from pssession.errors import PSSessionError


class StopJobCommand(JobCommand):
    """Stop jobs and wait until they have stopped."""

    def process(self) -> None:
        for job in self.selected():
            self.context.check_stop()
            if job.is_finished:
                if self.pass_thru:
                    self.write(job)
                continue
            target = f'Remote Command: {job.command}, associated with a job that has an ID of "{job.id}".'
            if self.should_process(target, "Stop"):
                self._stop(job)

    def _stop(self, job: Job) -> None:
        try:
            job.stop()
        except PSSessionError as error:
            words = f'Job "{job.name}" could not be connected to the server and so could not be stopped. {error}'
            self.write_error(self.error("StopJobCannotConnectToServer", "InvalidOperation", words, job))
            return
        wait_until(self, lambda: job.is_finished)
        if self.pass_thru:
            self.write(job)
