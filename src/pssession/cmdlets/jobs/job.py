"""A job as scripts see it, and the job that is made of others.

What a job does stands with its kind; here are its names, its state, who hears of a change, and what waits to be received.

Source: System.Management.Automation.Job and PSRemotingJob of PowerShell 7.6; about_Jobs, about_Remote_Jobs.
"""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from enum import IntEnum
from threading import Condition
from typing import TYPE_CHECKING, Any, ClassVar

from pssession.cmdlets.jobs.results import Result, collections
from pssession.engine.values import enums
from pssession.engine.values.calendar import local_from_utc, utc_now_ticks
from pssession.engine.values.generic import PSDataCollection
from pssession.engine.values.members.signatures import Property, TypeMembers
from pssession.engine.values.types import DotNetType, require
from pssession.objects import DateTime, GenericList, StreamKind

if TYPE_CHECKING:
    from pssession.engine.commands.cmdlet import Cmdlet

_BASE = "System.Management.Automation.Job"


def _kind(name: str, own: Sequence[str]) -> DotNetType:
    """Describe a class that is not public, so that nothing is recorded of it: its own properties come before those of its base."""
    made = DotNetType(f"System.Management.Automation.{name}", base=_BASE)
    members = TypeMembers(made)
    properties = dict(members.properties)
    for text in own:
        found = Property(made, text)
        properties[found.name.lower()] = found
    first = [text.partition(":")[0].lower() for text in own]
    members.properties = {name: properties[name] for name in dict.fromkeys((*first, *properties))}
    made.cache["members"] = members
    return made


_OWN = ("HasMoreData:System.Boolean:g", "StatusMessage:System.String:g", "Location:System.String:g", "Command:System.String:g")
_OWN_OF_PARTS = (
    "StatusMessage:System.String:g",
    "HasMoreData:System.Boolean:g",
    "Location:System.String:g",
    "Runspace:System.Management.Automation.Runspaces.Runspace:g",
    "Debugger:System.Management.Automation.Debugger:g",
    "IsAsync:System.Boolean:gs",
    "Command:System.String:g",
)


class JobState(IntEnum):
    """Say how far a job is."""

    NOT_STARTED = 0
    RUNNING = 1
    COMPLETED = 2
    FAILED = 3
    STOPPED = 4
    BLOCKED = 5
    SUSPENDED = 6
    DISCONNECTED = 7
    SUSPENDING = 8
    STOPPING = 9
    AT_BREAKPOINT = 10


FINISHED = frozenset((JobState.COMPLETED, JobState.FAILED, JobState.STOPPED))


class JobStateInfo:
    """Say how far a job is, and why where it failed."""

    dotnet_type: ClassVar[str] = "System.Management.Automation.JobStateInfo"

    def __init__(self, state: JobState, reason: Any = None) -> None:
        self.state = enums.make(require("System.Management.Automation.JobState"), int(state))
        self.reason = reason

    def to_string(self) -> str:
        """Give the state's name, as ToString does."""
        return enums.enum_text(self.state)


class Finished:
    """Be what `$job.Finished` is: something to wait for the job's end by."""

    dotnet_type: ClassVar[str] = "System.Threading.ManualResetEvent"

    def __init__(self, job: Job) -> None:
        self._job = job

    def wait_one(self, milliseconds: int = -1) -> bool:
        """Wait until the job has ended, so long at most; tell whether it has."""
        with self._job.changed:
            return self._job.changed.wait_for(lambda: self._job.is_finished, None if milliseconds < 0 else milliseconds / 1000)


class Job(ABC):
    """Be one job.

    Args:
        number: Its id.
        name: Its name; "" lets it be called after its id.
        command: The text of what it runs.
        changed: Held while anything of the job changes, and notified then.

    Attributes:
        current_state: How far it is.
        reason: The exception that ended it.
        waiting: What was not received yet, in the order in which it came.
        parent: The job that it is a part of.
    """

    dotnet_type: ClassVar[DotNetType] = _kind("PSRemotingChildJob", _OWN_OF_PARTS)
    ps_job_type_name = ""
    status_message = ""
    location = ""
    runspace: Any = None
    debugger: Any = None
    is_async = True

    def __init__(self, *, number: int, name: str, command: str, changed: Condition) -> None:
        self.id = number
        self.name = name or f"Job{number}"
        self.instance_id = uuid.uuid4()
        self.command = command
        self.changed = changed
        self.current_state = JobState.NOT_STARTED
        self.reason: Any = None
        self.ps_begin_time: DateTime | None = None
        self.ps_end_time: DateTime | None = None
        self.parent: ParentJob | None = None
        self.child_jobs = GenericList((), _BASE)
        self.waiting: deque[Result] = deque()
        self.streams = collections()

    def to_string(self) -> str:
        """Give what ToString does."""
        return self.dotnet_type.key

    @property
    def job_state_info(self) -> JobStateInfo:
        """Say how far it is, and why."""
        return JobStateInfo(self.current_state, self.reason)

    @property
    def finished(self) -> Finished:
        """Give what waits for the end."""
        return Finished(self)

    @property
    def is_finished(self) -> bool:
        """Tell whether it has come to its end."""
        return self.current_state in FINISHED

    @property
    def has_more_data(self) -> bool:
        """Tell whether something can still be received."""
        return bool(self.waiting) or not self.is_finished

    @property
    def tree(self) -> Sequence[Job]:
        """List the job and its parts."""
        return (self, *self.child_jobs)

    @property
    def sources(self) -> Sequence[Job]:
        """List the jobs whose results are this one's: itself, or its parts."""
        return tuple(self.child_jobs) or (self,)

    # The streams, as properties of the object.

    @property
    def output(self) -> PSDataCollection:
        """Give the objects that it wrote."""
        return self.streams[StreamKind.OUTPUT]

    @property
    def error(self) -> PSDataCollection:
        """Give its errors."""
        return self.streams[StreamKind.ERROR]

    @property
    def warning(self) -> PSDataCollection:
        """Give its warnings."""
        return self.streams[StreamKind.WARNING]

    @property
    def verbose(self) -> PSDataCollection:
        """Give its verbose messages."""
        return self.streams[StreamKind.VERBOSE]

    @property
    def debug(self) -> PSDataCollection:
        """Give its debug messages."""
        return self.streams[StreamKind.DEBUG]

    @property
    def information(self) -> PSDataCollection:
        """Give its information records."""
        return self.streams[StreamKind.INFORMATION]

    @property
    def progress(self) -> PSDataCollection:
        """Give its progress records."""
        return self.streams[StreamKind.PROGRESS]

    # What happens to it.

    def move(self, state: JobState, reason: Any = None) -> None:
        """Take another state and tell everybody who waits; what has ended stays as it ended."""
        with self.changed:
            if self.is_finished or state is self.current_state:
                return
            self.current_state = state
            if reason is not None:
                self.reason = reason
            if state is JobState.RUNNING and self.ps_begin_time is None:
                self.ps_begin_time = local_from_utc(utc_now_ticks())
            if self.is_finished:
                self.ps_end_time = local_from_utc(utc_now_ticks())
            if self.parent is not None:
                self.parent.follow_parts()
            self.changed.notify_all()

    def add(self, kind: StreamKind | None, value: Any) -> None:
        """Keep a result until it is received; a call to the host has no stream."""
        with self.changed:
            self.waiting.append((kind, value))
            if kind is not None:
                self.streams[kind].append(value)
            self.changed.notify_all()

    def take(self, *, keep: bool) -> list[Result]:
        """Give what waits to be received, and forget it unless it is to be kept."""
        with self.changed:
            found = list(self.waiting)
            if not keep:
                self.waiting.clear()
            return found

    # What its kind fills in.

    @abstractmethod
    def deliver(self, cmdlet: Cmdlet, result: Result) -> None:
        """Write a result to a cmdlet's streams."""

    @abstractmethod
    def deliver_failure(self, cmdlet: Cmdlet) -> None:
        """Write the error that ended the job, if one did."""

    @abstractmethod
    def stop(self) -> None:
        """Ask for its stop; its state tells when it has stopped."""

    @abstractmethod
    def release(self) -> None:
        """Let go of what it holds; called when it is removed."""

    def stop_job(self) -> None:
        """Stop it and wait until it has stopped, as the object's method does."""
        if not self.is_finished:
            self.stop()
            self.finished.wait_one()

    def dispose(self) -> None:
        """Let go of what it holds, as the object's method does."""
        self.release()


class ParentJob(Job):
    """Be a job that is made of others, one for each place where a command runs."""

    dotnet_type: ClassVar[DotNetType] = _kind("PSRemotingJob", _OWN)

    def __init__(self, *, number: int, name: str, command: str, changed: Condition, job_type: str) -> None:
        super().__init__(number=number, name=name, command=command, changed=changed)
        self.ps_job_type_name = job_type

    def adopt(self, parts: Sequence[Job]) -> None:
        """Take in the parts."""
        for part in parts:
            part.parent = self
        self.child_jobs.extend(parts)

    @property
    def location(self) -> str:  # type: ignore[override]  # a plain name on the parts
        """Name the places, in the order in which they were given, each as often as it was."""
        return ",".join(part.location for part in self.child_jobs)

    @property
    def has_more_data(self) -> bool:
        """Tell whether something can still be received."""
        return any(part.has_more_data for part in self.child_jobs)

    def follow_parts(self) -> None:
        """Take the state that follows from those of the parts. Source: about_Remote_Jobs, PSRemotingJob of PowerShell 7.6."""
        states = [part.current_state for part in self.child_jobs]
        going = [state for state in states if state not in FINISHED]
        if not going:
            for decisive in (JobState.FAILED, JobState.STOPPED, JobState.COMPLETED):
                if decisive in states:
                    self.move(decisive)
                    return
        elif JobState.BLOCKED in going:
            self.move(JobState.BLOCKED)
        elif all(state is JobState.DISCONNECTED for state in going):
            self.move(JobState.DISCONNECTED)
        else:
            self.move(JobState.RUNNING)

    def deliver(self, cmdlet: Cmdlet, result: Result) -> None:
        """Write nothing: results are its parts'."""

    def deliver_failure(self, cmdlet: Cmdlet) -> None:
        """Write nothing: failures are its parts'."""

    def stop(self) -> None:
        for part in self.child_jobs:
            part.stop()

    def release(self) -> None:
        for part in self.child_jobs:
            part.release()
