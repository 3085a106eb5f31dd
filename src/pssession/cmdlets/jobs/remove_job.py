"""Remove-Job: forget jobs that have ended, or with -Force any. Source: Remove-Job of PowerShell 7.6 as observed."""

from __future__ import annotations

from pssession.cmdlets.jobs.following import wait_until
from pssession.cmdlets.jobs.job import Job
from pssession.cmdlets.jobs.job_command import JobCommand
from pssession.engine.errors import ArgumentException
from pssession.errors import PSSessionError

_OWN_FORCE = ("NameParameterSet", "SessionIdParameterSet", "InstanceIdParameterSet", "JobParameterSet")


class RemoveJobCommand(JobCommand):
    """Let go of jobs."""

    def process(self) -> None:
        for job in self.selected(parts=False):
            self.context.check_stop()
            if not job.is_finished and not self.force:
                if self.parameter_set in _OWN_FORCE:
                    self._refuse_running(job)
                continue
            target = f'Remote Command: {job.command}, associated with the job that has an ID of "{job.id}".'
            if self.should_process(target, "Remove"):
                self._remove(job)

    def _refuse_running(self, job: Job) -> None:
        words = (
            f"The command cannot remove the job with the job ID {job.id} because the job is not finished. To remove the job, first stop "
            "the job, or use the Force parameter. (Parameter 'Job')"
        )
        self.write_error(self.error("JobObjectNotFinishedCannotBeRemoved", "InvalidOperation", words, job, ArgumentException))

    def _remove(self, job: Job) -> None:
        if job not in self.repository.all():
            words = (
                "The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be removed only "
                "by removing the parent job."
            )
            self.write_error(self.error("CannotRemoveJob", "InvalidOperation", words, job, ArgumentException))
            return
        try:
            if not job.is_finished:
                job.stop()
                wait_until(self, lambda: job.is_finished)
        except PSSessionError as error:
            words = f'Job "{job.name}" could not be connected to the server and so could not be stopped. {error}'
            self.write_error(self.error("StopJobCannotConnectToServer", "InvalidOperation", words, job))
        job.release()
        self.repository.remove(job)
