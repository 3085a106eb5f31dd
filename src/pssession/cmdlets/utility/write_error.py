"""Write-Error: an error that belongs to the function that reports it. Source: the command's help; PowerShell 7.6 as recorded."""

from __future__ import annotations

import sys
from typing import Any

from pssession.engine.commands import positions
from pssession.engine.commands.cmdlet import Cmdlet
from pssession.engine.commands.frames import Frame
from pssession.engine.errors import DotNetException, define, exception_class
from pssession.objects import ErrorCategory, ErrorDetails, ErrorRecord, InvocationInfo
from pssession.objects.structure import replace

_NAME = "Microsoft.PowerShell.Commands.WriteErrorException"
WriteErrorException: type[DotNetException] = exception_class(_NAME) or define(_NAME, DotNetException)


class WriteErrorCommand(Cmdlet):
    """Write a non-terminating error."""

    def process(self) -> None:
        record = self._copied(self.error_record) if self.error_record is not None else self._made()
        if self.recommended_action:
            record.error_details = ErrorDetails(
                message=record.error_details.message if record.error_details is not None else record.message,
                recommended_action=self.recommended_action,
            )
        record.activity = self.category_activity or record.activity or "Write-Error"
        record.reason = self.category_reason or record.reason
        record.target_name = self.category_target_name or record.target_name
        record.target_type = self.category_target_type or record.target_type
        frame = self._frame()
        if frame is not None or self.invocation.node is not None:
            record.invocation_info = InvocationInfo() if frame is None else frame.read("myinvocation")
            if frame is not None and frame.invocation.command.name and self.error_record is None:
                record.fully_qualified_error_id += "," + frame.invocation.command.name
            record.script_stack_trace = positions.stack_trace(None, sys._getframe(0))
        # Called by no script at all, it is this command's own error.
        self.write_error(record)

    def _made(self) -> ErrorRecord:
        exception = self.exception if self.exception is not None else WriteErrorException(self.message or "")
        record = ErrorRecord(
            exception=exception,
            fully_qualified_error_id=self.error_id or getattr(exception, "full_name", "System.Exception"),
            category=ErrorCategory.NotSpecified if self.category is None else _category(self.category),
            target_object=self.target_object,
        )
        if self.exception is not None and self.message:
            record.error_details = ErrorDetails(message=self.message)
        return record

    @staticmethod
    def _copied(record: ErrorRecord) -> ErrorRecord:
        return replace(record)

    def _frame(self) -> Frame | None:
        """Give the call that reports the error, None at the top level."""
        for scope in self.context.scope.chain():
            frame: Frame | None = scope.frame
            if frame is not None and frame.invocation is not None:
                return frame
        return None


def _category(value: Any) -> ErrorCategory:
    return value if isinstance(value, ErrorCategory) else ErrorCategory(int(value))
