"""PowerShell's own exceptions: those that carry an error id, a category and a target.

Source: names, bases and default messages as PowerShell 7.6 reports them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pssession.engine.errors.system import SystemException

if TYPE_CHECKING:
    from pssession.objects import ErrorCategory, ErrorRecord


class RuntimeException(SystemException):
    """Represent an error of the running language, ready to become an error record.

    Args:
        message: What the user reads.
        error_id: First part of FullyQualifiedErrorId; the class's name without one.
        category: ErrorCategory member or its .NET spelling, such as "InvalidOperation".
        target: TargetObject.
        inner: The exception that caused this one.
    """

    full_name = "System.Management.Automation.RuntimeException"
    default_message = "System error."

    def __init__(
        self,
        message: str | None = None,
        error_id: str | None = None,
        category: ErrorCategory | str = "NotSpecified",
        target: object = None,
        inner: BaseException | None = None,
    ) -> None:
        super().__init__(message, inner)
        self.error_id = error_id if error_id is not None else type(self).full_name.rsplit(".", 1)[1]
        self.category = category
        self.target = target
        self.was_thrown_from_throw_statement = False
        self._error_record: ErrorRecord | None = None

    @property
    def error_record(self) -> ErrorRecord:
        """Give the record of this error, made at first use and the same one afterwards."""
        if self._error_record is None:
            from pssession.objects import ErrorCategory, ErrorRecord

            category = ErrorCategory[self.category] if isinstance(self.category, str) else self.category
            self._error_record = ErrorRecord(
                exception=self, fully_qualified_error_id=self.error_id, category=category, target_object=self.target
            )
        return self._error_record

    @error_record.setter
    def error_record(self, record: ErrorRecord) -> None:
        self._error_record = record

    @property
    def has_error_record(self) -> bool:
        """Tell whether a record was made or given, without making one."""
        return self._error_record is not None


class ExtendedTypeSystemException(RuntimeException):
    full_name = "System.Management.Automation.ExtendedTypeSystemException"
    default_message = "System.Management.Automation.ExtendedTypeSystemException"


class MethodException(ExtendedTypeSystemException):
    full_name = "System.Management.Automation.MethodException"
    default_message = "System.Management.Automation.MethodException"


class MethodInvocationException(MethodException):
    full_name = "System.Management.Automation.MethodInvocationException"
    default_message = "System.Management.Automation.MethodInvocationException"


class GetValueException(ExtendedTypeSystemException):
    full_name = "System.Management.Automation.GetValueException"
    default_message = "System.Management.Automation.GetValueException"


class PropertyNotFoundException(ExtendedTypeSystemException):
    full_name = "System.Management.Automation.PropertyNotFoundException"
    default_message = "System.Management.Automation.PropertyNotFoundException"


class GetValueInvocationException(GetValueException):
    full_name = "System.Management.Automation.GetValueInvocationException"
    default_message = "System.Management.Automation.GetValueInvocationException"


class SetValueException(ExtendedTypeSystemException):
    full_name = "System.Management.Automation.SetValueException"
    default_message = "System.Management.Automation.SetValueException"


class SetValueInvocationException(SetValueException):
    full_name = "System.Management.Automation.SetValueInvocationException"
    default_message = "System.Management.Automation.SetValueInvocationException"


class ScriptBlockToPowerShellNotSupportedException(RuntimeException):
    full_name = "System.Management.Automation.ScriptBlockToPowerShellNotSupportedException"
    default_message = "System.Management.Automation.ScriptBlockToPowerShellNotSupportedException"


class PSSecurityException(RuntimeException):
    full_name = "System.Management.Automation.PSSecurityException"
    default_message = "Cannot run software. Permission is denied."


class NativeCommandExitException(RuntimeException):
    """Represent a native command that ended with a status other than 0."""

    full_name = "System.Management.Automation.NativeCommandExitException"

    path: str = ""
    exit_code: int = 0
    process_id: int = 0


class RemoteException(RuntimeException):
    """Represent an error that came over the wire."""

    full_name = "System.Management.Automation.RemoteException"

    serialized_remote_exception: object = None
    serialized_remote_invocation_info: object = None


class WildcardPatternException(RuntimeException):
    full_name = "System.Management.Automation.WildcardPatternException"


class CommandNotFoundException(RuntimeException):
    """Represent a name that is no command."""

    full_name = "System.Management.Automation.CommandNotFoundException"

    command_name: str = ""


class ScriptRequiresException(RuntimeException):
    full_name = "System.Management.Automation.ScriptRequiresException"


class ApplicationFailedException(RuntimeException):
    full_name = "System.Management.Automation.ApplicationFailedException"


class CmdletInvocationException(RuntimeException):
    full_name = "System.Management.Automation.CmdletInvocationException"


class CmdletProviderInvocationException(CmdletInvocationException):
    full_name = "System.Management.Automation.CmdletProviderInvocationException"


class PipelineStoppedException(RuntimeException):
    full_name = "System.Management.Automation.PipelineStoppedException"
    default_message = "The pipeline has been stopped."


class PipelineClosedException(RuntimeException):
    full_name = "System.Management.Automation.PipelineClosedException"


class ActionPreferenceStopException(RuntimeException):
    full_name = "System.Management.Automation.ActionPreferenceStopException"
    default_message = "Running commands is prevented by Stop policy settings."


class RedirectedException(RuntimeException):
    full_name = "System.Management.Automation.RedirectedException"


class MetadataException(RuntimeException):
    full_name = "System.Management.Automation.MetadataException"
    default_message = "System.Management.Automation.MetadataException"


class ValidationMetadataException(MetadataException):
    full_name = "System.Management.Automation.ValidationMetadataException"
    default_message = "System.Management.Automation.ValidationMetadataException"


class ArgumentTransformationMetadataException(MetadataException):
    full_name = "System.Management.Automation.ArgumentTransformationMetadataException"
    default_message = "System.Management.Automation.ArgumentTransformationMetadataException"


class ParsingMetadataException(MetadataException):
    full_name = "System.Management.Automation.ParsingMetadataException"
    default_message = "System.Management.Automation.ParsingMetadataException"


class ParameterBindingException(RuntimeException):
    """Represent a parameter that could not be bound, with the facts a host may read."""

    full_name = "System.Management.Automation.ParameterBindingException"

    parameter_name: str | None = None
    parameter_type: object = None
    type_specified: object = None
    command_invocation: object = None
    line: int = 0
    offset: int = 0


class ParseException(RuntimeException):
    """Represent text that is not PowerShell; `errors` lists what the parser found."""

    full_name = "System.Management.Automation.ParseException"

    errors: tuple[object, ...] = ()


class IncompleteParseException(ParseException):
    full_name = "System.Management.Automation.IncompleteParseException"


class ProviderInvocationException(RuntimeException):
    full_name = "System.Management.Automation.ProviderInvocationException"


class SessionStateException(RuntimeException):
    full_name = "System.Management.Automation.SessionStateException"


class SessionStateUnauthorizedAccessException(SessionStateException):
    full_name = "System.Management.Automation.SessionStateUnauthorizedAccessException"


class ProviderNotFoundException(SessionStateException):
    full_name = "System.Management.Automation.ProviderNotFoundException"


class ProviderNameAmbiguousException(ProviderNotFoundException):
    full_name = "System.Management.Automation.ProviderNameAmbiguousException"


class DriveNotFoundException(SessionStateException):
    full_name = "System.Management.Automation.DriveNotFoundException"


class ItemNotFoundException(SessionStateException):
    full_name = "System.Management.Automation.ItemNotFoundException"


class PSRemotingDataStructureException(RuntimeException):
    full_name = "System.Management.Automation.Remoting.PSRemotingDataStructureException"
    default_message = 'An error of type "System.Management.Automation.Remoting.PSRemotingDataStructureException" has occurred.'


class PSRemotingTransportException(RuntimeException):
    full_name = "System.Management.Automation.Remoting.PSRemotingTransportException"
    default_message = 'An error of type "System.Management.Automation.Remoting.PSRemotingTransportException" has occurred.'


class PSRemotingTransportRedirectException(PSRemotingTransportException):
    full_name = "System.Management.Automation.Remoting.PSRemotingTransportRedirectException"
    default_message = 'An error of type "System.Management.Automation.Remoting.PSRemotingTransportRedirectException" has occurred.'


class PSDirectException(RuntimeException):
    full_name = "System.Management.Automation.Remoting.PSDirectException"


class HostException(RuntimeException):
    full_name = "System.Management.Automation.Host.HostException"
    default_message = 'An error of type "System.Management.Automation.Host.HostException" has occurred.'


class PromptingException(HostException):
    full_name = "System.Management.Automation.Host.PromptingException"
    default_message = 'An error of type "System.Management.Automation.Host.PromptingException" has occurred.'


class RunspaceOpenModuleLoadException(RuntimeException):
    full_name = "System.Management.Automation.Runspaces.RunspaceOpenModuleLoadException"
    default_message = "System.Management.Automation.ScriptBlockToPowerShellNotSupportedException"


class TypeTableLoadException(RuntimeException):
    full_name = "System.Management.Automation.Runspaces.TypeTableLoadException"


class FormatTableLoadException(RuntimeException):
    full_name = "System.Management.Automation.Runspaces.FormatTableLoadException"


class PSSnapInException(RuntimeException):
    full_name = "System.Management.Automation.Runspaces.PSSnapInException"


class ParameterBindingValidationException(ParameterBindingException):
    full_name = "System.Management.Automation.ParameterBindingValidationException"


class ParameterBindingArgumentTransformationException(ParameterBindingException):
    full_name = "System.Management.Automation.ParameterBindingArgumentTransformationException"


class ParameterBindingParameterDefaultValueException(ParameterBindingException):
    full_name = "System.Management.Automation.ParameterBindingParameterDefaultValueException"
