"""From a .NET full name to the exception class, made at first use where no part of the engine raises it.

Source: names, bases and default messages as .NET 10 and PowerShell 7.6 report them.
"""

from __future__ import annotations

from pssession.engine.errors import powershell, system
from pssession.engine.errors.base import DotNetException

_RARE: dict[str, tuple[str, str]] = {
    "Microsoft.PowerShell.Commands.HelpNotFoundException": ("System.SystemException", ""),
    "Microsoft.PowerShell.Commands.HttpResponseException": ("System.Net.Http.HttpRequestException", ""),
    "Microsoft.PowerShell.Commands.ProcessCommandException": ("System.SystemException", ""),
    "Microsoft.PowerShell.Commands.ServiceCommandException": ("System.SystemException", ""),
    "Microsoft.PowerShell.Commands.WriteErrorException": ("System.SystemException", ""),
    "System.AccessViolationException": (
        "System.SystemException",
        "Attempted to read or write protected memory. This is often an indication that other memory is corrupt.",
    ),
    "System.AppDomainUnloadedException": ("System.SystemException", "Attempted to access an unloaded AppDomain."),
    "System.ArrayTypeMismatchException": (
        "System.SystemException",
        "Attempted to access an element as a type incompatible with the array.",
    ),
    "System.BadImageFormatException": ("System.SystemException", "Format of the executable (.exe) or library (.dll) is invalid."),
    "System.CannotUnloadAppDomainException": ("System.SystemException", "Attempt to unload the AppDomain failed."),
    "System.ComponentModel.InvalidEnumArgumentException": ("System.ArgumentException", ""),
    "System.ContextMarshalException": ("System.SystemException", "Attempted to marshal an object across a context boundary."),
    "System.Data.DataException": ("System.SystemException", ""),
    "System.DataMisalignedException": ("System.SystemException", "A datatype misalignment was detected in a load or store instruction."),
    "System.Diagnostics.Contracts.ContractException": ("System.Exception", ""),
    "System.Diagnostics.Tracing.EventSourceException": ("System.Exception", "An error occurred when writing to a listener."),
    "System.Diagnostics.UnreachableException": (
        "System.Exception",
        "The program executed an instruction that was thought to be unreachable.",
    ),
    "System.DllNotFoundException": ("System.TypeLoadException", "Dll was not found."),
    "System.DuplicateWaitObjectException": ("System.ArgumentException", "Duplicate objects in argument."),
    "System.EntryPointNotFoundException": ("System.TypeLoadException", "Entry point was not found."),
    "System.ExecutionEngineException": ("System.SystemException", "Internal error in the runtime."),
    "System.FieldAccessException": ("System.MemberAccessException", "Attempted to access a field that is not accessible by the caller."),
    "System.IO.FileLoadException": ("System.IO.IOException", "Could not load the specified file."),
    "System.InsufficientExecutionStackException": (
        "System.SystemException",
        "Insufficient stack to continue executing the program safely. This can happen from having too many functions on the call stack or "
        "function on the stack using too much stack space.",
    ),
    "System.InsufficientMemoryException": ("System.OutOfMemoryException", ""),
    "System.InvalidProgramException": ("System.SystemException", "Common Language Runtime detected an invalid program."),
    "System.InvalidTimeZoneException": ("System.Exception", ""),
    "System.Management.Automation.BreakException": ("System.Management.Automation.LoopFlowException", ""),
    "System.Management.Automation.ContinueException": ("System.Management.Automation.LoopFlowException", ""),
    "System.Management.Automation.ExitException": ("System.Management.Automation.FlowControlException", ""),
    "System.Management.Automation.FlowControlException": ("System.SystemException", ""),
    "System.Management.Automation.HaltCommandException": ("System.SystemException", "The command was stopped by the user."),
    "System.Management.Automation.LoopFlowException": ("System.Management.Automation.FlowControlException", ""),
    "System.Management.Automation.PSObjectDisposedException": ("System.ObjectDisposedException", ""),
    "System.Management.Automation.PipelineDepthException": ("System.SystemException", "The pipeline failed due to call depth overflow."),
    "System.Management.Automation.Runspaces.InvalidPipelineStateException": (
        "System.SystemException",
        "The pipeline state is not valid for this operation.",
    ),
    "System.Management.Automation.Runspaces.InvalidRunspacePoolStateException": (
        "System.SystemException",
        "The state of the runspace pool is not valid for this operation.",
    ),
    "System.Management.Automation.Runspaces.InvalidRunspaceStateException": (
        "System.SystemException",
        "The runspace state is not valid for this operation.",
    ),
    "System.Management.Automation.Runspaces.PSConsoleLoadException": ("System.SystemException", "System error."),
    "System.Management.Automation.TerminateException": ("System.Management.Automation.FlowControlException", "System error."),
    "System.MemberAccessException": ("System.SystemException", "Cannot access member."),
    "System.MethodAccessException": ("System.MemberAccessException", "Attempt to access the method failed."),
    "System.MissingFieldException": ("System.MissingMemberException", "Attempted to access a non-existing field."),
    "System.MissingMemberException": ("System.MemberAccessException", "Attempted to access a missing member."),
    "System.MissingMethodException": ("System.MissingMemberException", "Attempted to access a missing method."),
    "System.MulticastNotSupportedException": (
        "System.SystemException",
        "Attempted to add multiple callbacks to a delegate that does not support multicast.",
    ),
    "System.Net.CookieException": ("System.FormatException", ""),
    "System.Net.Http.HttpRequestException": ("System.Exception", ""),
    "System.Net.Mail.SmtpException": ("System.Exception", ""),
    "System.Net.NetworkInformation.NetworkInformationException": ("System.ComponentModel.Win32Exception", ""),
    "System.Net.NetworkInformation.PingException": ("System.InvalidOperationException", ""),
    "System.Net.ProtocolViolationException": ("System.InvalidOperationException", ""),
    "System.Net.Sockets.SocketException": ("System.ComponentModel.Win32Exception", ""),
    "System.Net.WebException": ("System.InvalidOperationException", ""),
    "System.NotFiniteNumberException": ("System.ArithmeticException", "Number encountered was not a finite quantity."),
    "System.Reflection.AmbiguousMatchException": ("System.SystemException", "Ambiguous match found."),
    "System.Reflection.CustomAttributeFormatException": (
        "System.FormatException",
        "Binary format of the specified custom attribute was invalid.",
    ),
    "System.Reflection.InvalidFilterCriteriaException": ("System.ApplicationException", "Specified filter criteria was invalid."),
    "System.Reflection.ReflectionTypeLoadException": ("System.SystemException", ""),
    "System.Reflection.TargetException": ("System.ApplicationException", ""),
    "System.Reflection.TargetInvocationException": ("System.ApplicationException", ""),
    "System.Reflection.TargetParameterCountException": (
        "System.ApplicationException",
        "Number of parameters specified does not match the expected number.",
    ),
    "System.Resources.MissingManifestResourceException": ("System.SystemException", "Unable to find manifest resource."),
    "System.Resources.MissingSatelliteAssemblyException": (
        "System.SystemException",
        "Resource lookup fell back to the ultimate fallback resources in a satellite assembly, but that satellite either was not found or "
        "could not be loaded. Please consider reinstalling or repairing the application.",
    ),
    "System.Runtime.AmbiguousImplementationException": ("System.Exception", "Ambiguous implementation found."),
    "System.Runtime.CompilerServices.RuntimeWrappedException": ("System.Exception", ""),
    "System.Runtime.CompilerServices.SwitchExpressionException": (
        "System.InvalidOperationException",
        "Non-exhaustive switch expression failed to match its input.",
    ),
    "System.Runtime.InteropServices.COMException": (
        "System.Runtime.InteropServices.ExternalException",
        "Unexpected HRESULT has been returned from a call to a COM component.",
    ),
    "System.Runtime.InteropServices.InvalidComObjectException": (
        "System.SystemException",
        "Attempt has been made to use a COM object that does not have a backing class factory.",
    ),
    "System.Runtime.InteropServices.InvalidOleVariantTypeException": ("System.SystemException", "Specified OLE variant was invalid."),
    "System.Runtime.InteropServices.MarshalDirectiveException": ("System.SystemException", "Marshaling directives are invalid."),
    "System.Runtime.InteropServices.SEHException": (
        "System.Runtime.InteropServices.ExternalException",
        "External component has thrown an exception.",
    ),
    "System.Runtime.InteropServices.SafeArrayRankMismatchException": (
        "System.SystemException",
        "Specified array was not of the expected rank.",
    ),
    "System.Runtime.InteropServices.SafeArrayTypeMismatchException": (
        "System.SystemException",
        "Specified array was not of the expected type.",
    ),
    "System.Runtime.Serialization.SerializationException": ("System.SystemException", "Serialization error."),
    "System.Security.Authentication.AuthenticationException": ("System.SystemException", ""),
    "System.Security.Authentication.InvalidCredentialException": ("System.Security.Authentication.AuthenticationException", ""),
    "System.Security.VerificationException": ("System.SystemException", "Operation could destabilize the runtime."),
    "System.StackOverflowException": ("System.SystemException", "Operation caused a stack overflow."),
    "System.Text.DecoderFallbackException": ("System.ArgumentException", "Value does not fall within the expected range."),
    "System.Text.EncoderFallbackException": ("System.ArgumentException", "Value does not fall within the expected range."),
    "System.Text.Json.JsonException": ("System.Exception", ""),
    "System.Text.RegularExpressions.RegexMatchTimeoutException": ("System.TimeoutException", ""),
    "System.Threading.AbandonedMutexException": ("System.SystemException", "The wait completed due to an abandoned mutex."),
    "System.Threading.LockRecursionException": ("System.Exception", ""),
    "System.Threading.SemaphoreFullException": (
        "System.SystemException",
        "Adding the specified count to the semaphore would cause it to exceed its maximum count.",
    ),
    "System.Threading.SynchronizationLockException": (
        "System.SystemException",
        "Object synchronization method was called from an unsynchronized block of code.",
    ),
    "System.Threading.Tasks.TaskSchedulerException": ("System.Exception", "An exception was thrown by a TaskScheduler."),
    "System.Threading.ThreadAbortException": ("System.SystemException", ""),
    "System.Threading.ThreadInterruptedException": ("System.SystemException", "Thread was interrupted from a waiting state."),
    "System.Threading.ThreadStartException": ("System.SystemException", ""),
    "System.Threading.ThreadStateException": ("System.SystemException", ""),
    "System.Threading.WaitHandleCannotBeOpenedException": ("System.ApplicationException", "No handle of the given name exists."),
    "System.TimeZoneNotFoundException": ("System.Exception", ""),
    "System.TypeAccessException": ("System.TypeLoadException", "Attempt to access the type failed."),
    "System.TypeLoadException": ("System.SystemException", "Failure has occurred while loading a type."),
    "System.TypeUnloadedException": ("System.SystemException", "Type had been unloaded."),
    "System.Xml.Schema.XmlSchemaException": ("System.SystemException", ""),
    "System.Xml.XPath.XPathException": ("System.SystemException", ""),
    "System.Xml.Xsl.XsltException": ("System.SystemException", ""),
}

_known: dict[str, type[DotNetException]] = {}


def exception_class(full_name: str) -> type[DotNetException] | None:
    """Find the class of a .NET exception, case-insensitively; None when there is no such exception."""
    if not _known:
        _known["system.exception"] = DotNetException
        for module in (system, powershell):
            for found in vars(module).values():
                if isinstance(found, type) and issubclass(found, DotNetException):
                    _known[found.full_name.lower()] = found
        _spelling.update({name.lower(): name for name in _RARE})
    folded = full_name.lower()
    known = _known.get(folded)
    if known is None and folded in _spelling:
        known = _make(_spelling[folded])
        _known[folded] = known
    return known


def define(full_name: str, base: type[DotNetException]) -> type[DotNetException]:
    """Add an exception class under a name of its own, as a script's `class MyError : Exception` does."""
    made = type(full_name.rsplit(".", 1)[-1], (base,), {"full_name": full_name, "__doc__": f"{full_name}."})
    return made


_spelling: dict[str, str] = {}


def _make(full_name: str) -> type[DotNetException]:
    base_name, message = _RARE[full_name]
    base = exception_class(base_name) or DotNetException
    made = define(full_name, base)
    if message:
        made.default_message = message
    return made
