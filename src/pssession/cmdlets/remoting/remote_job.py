"""A command in sessions as a job: -AsJob, -JobName, and what Receive-PSSession -OutTarget Job makes of a session that was left.

Source: PSRemotingJob of PowerShell 7.6; about_Remote_Jobs, about_Remote_Disconnected_Sessions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pssession.cmdlets.jobs.job import ParentJob
from pssession.cmdlets.jobs.repository import repository_of
from pssession.cmdlets.jobs.results import JobHost
from pssession.cmdlets.remoting.fan_out import DEFAULT_THROTTLE
from pssession.cmdlets.remoting.remote_child_job import Failure, Place, RemoteChildJob

if TYPE_CHECKING:
    from pssession.client.blocking.run import Run
    from pssession.cmdlets.remoting.pssession_object import PSSession
    from pssession.engine.commands.cmdlet import Cmdlet
    from pssession.objects import PipelineDescription

REMOTE_JOB = "RemoteJob"


def start_remote_job(
    command: Cmdlet,
    places: Sequence[Place],
    description: PipelineDescription,
    text: str,
    name: str,
    values: Sequence[Any] | None,
    fails: Failure,
    *,
    throttle: int = DEFAULT_THROTTLE,
    job_type: str = REMOTE_JOB,
) -> ParentJob:
    """Start a command at each place and give the job.

    Args:
        command: The cmdlet that starts it.
        places: Where it runs.
        description: What runs.
        text: How Get-Job shows it.
        name: The job's name; "" lets it be called after its id.
        values: The command's input, None without any.
        fails: Makes the error of a session that cannot be reached.
        throttle: How many run at a time.
        job_type: What PSJobTypeName says.
    """

    def starts(session: PSSession, host: JobHost) -> Run:
        assert session.session is not None
        return session.session.run(description, input=None if values is None else list(values), host=host)

    return _make(command, places, starts, text, name, fails, throttle=throttle, job_type=job_type)


def receive_as_job(command: Cmdlet, session: PSSession, name: str, fails: Failure) -> ParentJob:
    """Make a job of what runs, or ran, in a session that was taken up."""

    def starts(found: PSSession, host: JobHost) -> Run:
        assert found.session is not None
        return found.session.receive(host=host)

    return _make(command, [Place(session.computer_name, session)], starts, "", name, fails)


def _make(
    command: Cmdlet,
    places: Sequence[Place],
    starts: Callable[[PSSession, JobHost], Run],
    text: str,
    name: str,
    fails: Failure,
    *,
    throttle: int = DEFAULT_THROTTLE,
    job_type: str = REMOTE_JOB,
) -> ParentJob:
    jobs = repository_of(command.context)
    parent = ParentJob(number=jobs.next_id(), name=name, command=text, changed=jobs.changed, job_type=job_type)
    gate = threading.Semaphore(throttle if throttle > 0 else DEFAULT_THROTTLE)
    parts = [RemoteChildJob(place, starts, fails, gate, number=jobs.next_id(), command=text, changed=jobs.changed) for place in places]
    parent.adopt(parts)
    jobs.add(parent)
    for part in parts:
        part.begin()
    return parent


def jobs_of(command: Cmdlet, session: PSSession) -> Iterator[RemoteChildJob]:
    """Find the parts of jobs that run, or wait, in a session."""
    for job in repository_of(command.context).with_parts():
        if isinstance(job, RemoteChildJob) and not job.is_finished and job.runs_in(session):
            yield job
