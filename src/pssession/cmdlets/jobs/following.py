"""Delivering what jobs give until they have ended. Source: Receive-Job -Wait of PowerShell 7.6 as observed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pssession.cmdlets.jobs.job import Job, JobState
from pssession.cmdlets.jobs.repository import repository_of
from pssession.cmdlets.jobs.results import Result
from pssession.engine.commands.cmdlet import Cmdlet

_HELD_UP = (JobState.DISCONNECTED, JobState.SUSPENDED)


def wait_until(cmdlet: Cmdlet, condition: Callable[[], bool], seconds: float | None = None) -> bool:
    """Wait until a condition on jobs holds; tell whether it does when the time is up.

    Raises:
        PipelineStoppedException: The pipeline was stopped meanwhile.
    """
    changed = repository_of(cmdlet.context).changed
    with changed:
        held = changed.wait_for(lambda: condition() or cmdlet.is_stopping, seconds)
    cmdlet.context.check_stop()
    return held


def is_over(job: Job, *, force: bool = False) -> bool:
    """Tell whether a job has ended, or without force can go on no more by itself."""
    return job.is_finished or (not force and job.current_state in _HELD_UP)


def follow(
    cmdlet: Cmdlet, sources: Sequence[Job], *, force: bool = False, mark: Callable[[Job, Result], Result] = lambda job, result: result
) -> None:
    """Deliver what jobs gave and still give, in the order in which it comes, and the error of each that fails.

    Args:
        cmdlet: Whose streams it goes to.
        sources: The jobs whose results are wanted.
        force: Whether to wait through a disconnection, too.
        mark: Says on a result which job it came from.
    """
    told: set[Job] = set()
    while len(told) < len(sources):
        wait_until(cmdlet, lambda: any(one.waiting or (one not in told and is_over(one, force=force)) for one in sources))
        for source in sources:
            for result in source.take(keep=False):
                source.deliver(cmdlet, mark(source, result))
                cmdlet.context.check_stop()
            if source not in told and is_over(source, force=force) and not source.waiting:
                told.add(source)
                source.deliver_failure(cmdlet)
