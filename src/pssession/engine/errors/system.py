"""The .NET exceptions that the engine itself raises, outside PowerShell's RuntimeException family.

Rarer ones are made by name when they are first asked for: see `catalogue`.

Source: names, bases, messages and HRESULTs as .NET 10 reports them.
"""

from __future__ import annotations

from pssession.engine.errors.base import DotNetException


class SystemException(DotNetException):
    full_name = "System.SystemException"
    default_message = "System error."
    default_hresult = -2146233087


class ApplicationException(DotNetException):
    full_name = "System.ApplicationException"
    default_message = "Error in the application."
    default_hresult = -2146232832


class ArgumentException(SystemException):
    full_name = "System.ArgumentException"
    default_message = "Value does not fall within the expected range."
    default_hresult = -2147024809

    def __init__(self, message: str | None = None, param_name: str | None = None, inner: BaseException | None = None) -> None:
        super().__init__(message, inner)
        self.param_name = param_name

    @property
    def message(self) -> str:
        """Give the text, with the parameter's name as .NET adds it."""
        text = self.default_message if self._message is None else self._message
        return f"{text} (Parameter '{self.param_name}')" if self.param_name else text

    @message.setter
    def message(self, value: str) -> None:
        self._message = value


class ArgumentNullException(ArgumentException):
    full_name = "System.ArgumentNullException"
    default_message = "Value cannot be null."
    default_hresult = -2147467261


class ArgumentOutOfRangeException(ArgumentException):
    full_name = "System.ArgumentOutOfRangeException"
    default_message = "Specified argument was out of the range of valid values."
    default_hresult = -2146233086

    def __init__(
        self,
        message: str | None = None,
        param_name: str | None = None,
        actual_value: object = None,
        inner: BaseException | None = None,
    ) -> None:
        super().__init__(message, param_name, inner)
        self.actual_value = actual_value

    @property
    def message(self) -> str:
        """Give the text, with parameter and value as .NET adds them."""
        text = self.default_message if self._message is None else self._message
        if self.param_name:
            text = f"{text} (Parameter '{self.param_name}')"
        return text if self.actual_value is None else f"{text}\nActual value was {self.actual_value}."

    @message.setter
    def message(self, value: str) -> None:
        self._message = value


class ArithmeticException(SystemException):
    full_name = "System.ArithmeticException"
    default_message = "Overflow or underflow in the arithmetic operation."
    default_hresult = -2147024362


class DivideByZeroException(ArithmeticException):
    full_name = "System.DivideByZeroException"
    default_message = "Attempted to divide by zero."
    default_hresult = -2147352558


class OverflowException(ArithmeticException):
    full_name = "System.OverflowException"
    default_message = "Arithmetic operation resulted in an overflow."
    default_hresult = -2146233066


class FormatException(SystemException):
    full_name = "System.FormatException"
    default_message = "One of the identified items was in an invalid format."
    default_hresult = -2146233033


class IndexOutOfRangeException(SystemException):
    full_name = "System.IndexOutOfRangeException"
    default_message = "Index was outside the bounds of the array."
    default_hresult = -2146233080


class InvalidCastException(SystemException):
    full_name = "System.InvalidCastException"
    default_message = "Specified cast is not valid."
    default_hresult = -2147467262


class InvalidOperationException(SystemException):
    full_name = "System.InvalidOperationException"
    default_message = "Operation is not valid due to the current state of the object."
    default_hresult = -2146233079


class ObjectDisposedException(InvalidOperationException):
    full_name = "System.ObjectDisposedException"

    def __init__(self, object_name: str | None = None, message: str | None = None) -> None:
        super().__init__(message or "Cannot access a disposed object.")
        self.object_name = object_name

    @property
    def message(self) -> str:
        """Give the text, with the object's name as .NET adds it."""
        text = self._message or ""
        return f"{text}\nObject name: '{self.object_name}'." if self.object_name else text

    @message.setter
    def message(self, value: str) -> None:
        self._message = value


class NotSupportedException(SystemException):
    full_name = "System.NotSupportedException"
    default_message = "Specified method is not supported."
    default_hresult = -2146233067


class PlatformNotSupportedException(NotSupportedException):
    full_name = "System.PlatformNotSupportedException"
    default_message = "Operation is not supported on this platform."
    default_hresult = -2146233031


class NotImplementedException(SystemException):
    full_name = "System.NotImplementedException"
    default_message = "The method or operation is not implemented."
    default_hresult = -2147467263


class NullReferenceException(SystemException):
    full_name = "System.NullReferenceException"
    default_message = "Object reference not set to an instance of an object."
    default_hresult = -2147467261


class OutOfMemoryException(SystemException):
    full_name = "System.OutOfMemoryException"
    default_message = "Insufficient memory to continue the execution of the program."
    default_hresult = -2147024882


class RankException(SystemException):
    full_name = "System.RankException"
    default_message = "Attempted to operate on an array with the incorrect number of dimensions."
    default_hresult = -2146233065


class TimeoutException(SystemException):
    full_name = "System.TimeoutException"
    default_message = "The operation has timed out."
    default_hresult = -2146233083


class OperationCanceledException(SystemException):
    full_name = "System.OperationCanceledException"
    default_message = "The operation was canceled."
    default_hresult = -2146233029


class UnauthorizedAccessException(SystemException):
    full_name = "System.UnauthorizedAccessException"
    default_message = "Attempted to perform an unauthorized operation."
    default_hresult = -2147024891


class TypeInitializationException(SystemException):
    full_name = "System.TypeInitializationException"


class KeyNotFoundException(SystemException):
    full_name = "System.Collections.Generic.KeyNotFoundException"
    default_message = "The given key was not present in the dictionary."
    default_hresult = -2146232969


class AggregateException(DotNetException):
    full_name = "System.AggregateException"
    default_message = "One or more errors occurred."

    def __init__(self, message: str | None = None, inner_exceptions: tuple[BaseException, ...] = ()) -> None:
        super().__init__(message, inner_exceptions[0] if inner_exceptions else None)
        self.inner_exceptions = inner_exceptions


class IOException(SystemException):
    full_name = "System.IO.IOException"
    default_message = "I/O error occurred."
    default_hresult = -2146232800


class FileNotFoundException(IOException):
    full_name = "System.IO.FileNotFoundException"
    default_message = "Unable to find the specified file."
    default_hresult = -2147024894

    def __init__(self, message: str | None = None, file_name: str | None = None, inner: BaseException | None = None) -> None:
        super().__init__(message, inner)
        self.file_name = file_name


class DirectoryNotFoundException(IOException):
    full_name = "System.IO.DirectoryNotFoundException"
    default_message = "Attempted to access a path that is not on the disk."
    default_hresult = -2147024893


class PathTooLongException(IOException):
    full_name = "System.IO.PathTooLongException"
    default_message = "The specified file name or path is too long, or a component of the specified path is too long."
    default_hresult = -2147024690


class EndOfStreamException(IOException):
    full_name = "System.IO.EndOfStreamException"
    default_message = "Attempted to read past the end of the stream."
    default_hresult = -2147024858


class InvalidDataException(SystemException):
    full_name = "System.IO.InvalidDataException"
    default_message = "Found invalid data while decoding."


class UriFormatException(FormatException):
    full_name = "System.UriFormatException"


class RegexParseException(ArgumentException):
    full_name = "System.Text.RegularExpressions.RegexParseException"


class XmlException(SystemException):
    full_name = "System.Xml.XmlException"


class SecurityException(SystemException):
    full_name = "System.Security.SecurityException"
    default_message = "Security error."
    default_hresult = -2146233078


class CryptographicException(SystemException):
    full_name = "System.Security.Cryptography.CryptographicException"
    default_message = "Error occurred during a cryptographic operation."


class CultureNotFoundException(ArgumentException):
    full_name = "System.Globalization.CultureNotFoundException"
    default_message = "Culture is not supported."


class ExternalException(SystemException):
    full_name = "System.Runtime.InteropServices.ExternalException"
    default_message = "External component has thrown an exception."
    default_hresult = -2147467259


class Win32Exception(ExternalException):
    full_name = "System.ComponentModel.Win32Exception"
    default_message = "Success"


class TaskCanceledException(OperationCanceledException):
    full_name = "System.Threading.Tasks.TaskCanceledException"
    default_message = "A task was canceled."


class PSInvalidCastException(InvalidCastException):
    full_name = "System.Management.Automation.PSInvalidCastException"
    default_message = "System.Management.Automation.PSInvalidCastException"

    def __init__(self, message: str | None = None, error_id: str = "PSInvalidCastException", inner: BaseException | None = None) -> None:
        super().__init__(message, inner)
        self.error_id = error_id


class PSArgumentException(ArgumentException):
    full_name = "System.Management.Automation.PSArgumentException"
    default_message = "Value does not fall within the expected range."


class PSArgumentNullException(ArgumentNullException):
    full_name = "System.Management.Automation.PSArgumentNullException"
    default_message = "Value cannot be null."


class PSArgumentOutOfRangeException(ArgumentOutOfRangeException):
    full_name = "System.Management.Automation.PSArgumentOutOfRangeException"
    default_message = "Specified argument was out of the range of valid values."


class PSInvalidOperationException(InvalidOperationException):
    full_name = "System.Management.Automation.PSInvalidOperationException"
    default_message = "Operation is not valid due to the current state of the object."


class PSNotSupportedException(NotSupportedException):
    full_name = "System.Management.Automation.PSNotSupportedException"
    default_message = "Specified method is not supported."


class PSNotImplementedException(NotImplementedException):
    full_name = "System.Management.Automation.PSNotImplementedException"
    default_message = "The method or operation is not implemented."


class ScriptCallDepthException(SystemException):
    full_name = "System.Management.Automation.ScriptCallDepthException"
    default_message = "The script failed due to call depth overflow."


class InvalidPowerShellStateException(SystemException):
    full_name = "System.Management.Automation.InvalidPowerShellStateException"
    default_message = "The state of the current PowerShell instance is not valid for this operation."


class ParentContainsErrorRecordException(SystemException):
    full_name = "System.Management.Automation.ParentContainsErrorRecordException"


class JobFailedException(SystemException):
    full_name = "System.Management.Automation.JobFailedException"


class InvalidJobStateException(SystemException):
    full_name = "System.Management.Automation.InvalidJobStateException"
    default_message = "The state of the current job instance is not valid for this operation."
