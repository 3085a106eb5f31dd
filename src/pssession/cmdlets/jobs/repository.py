"""The jobs of this client by their ids, which start at 1, count up and are never used again.

Source: the repository of jobs of PowerShell 7.6.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from threading import Condition
from typing import Any

from pssession.cmdlets.jobs.job import Job

_SERVICE = "jobs"


class JobRepository:
    """Keep jobs.

    Attributes:
        changed: Notified when anything of any job changes.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._jobs: dict[int, Job] = {}
        self.changed = Condition()

    def next_id(self) -> int:
        """Give the next id."""
        return next(self._numbers)

    def add(self, job: Job) -> None:
        """Keep a job; its parts are found through it."""
        self._jobs[job.id] = job

    def remove(self, job: Job) -> None:
        """Forget a job, or a part of one."""
        self._jobs.pop(job.id, None)
        if job.parent is not None and job in job.parent.child_jobs:
            job.parent.child_jobs.remove(job)

    def all(self) -> list[Job]:
        """List the jobs by id, without their parts."""
        return [self._jobs[number] for number in sorted(self._jobs)]

    def with_parts(self) -> Iterator[Job]:
        """Go through the jobs and their parts."""
        for job in self.all():
            yield from job.tree


def repository_of(context: Any) -> JobRepository:
    """Give the repository of a runspace."""
    found: JobRepository | None = context.services.get(_SERVICE)
    if found is None:
        found = context.services[_SERVICE] = JobRepository()
    return found
