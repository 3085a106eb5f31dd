"""The root of the engine's .NET exceptions.

A .NET exception is a Python exception whose class carries its .NET full name, so that `catch [System.IO.IOException]` is an
`isinstance`. No subclass stands here.

Source: System.Exception.
"""

from __future__ import annotations

from typing import Any, ClassVar


class DotNetException(Exception):
    """Represent System.Exception and, through its subclasses, every .NET exception a script can see."""

    full_name: ClassVar[str] = "System.Exception"
    default_message: ClassVar[str] = ""
    default_hresult: ClassVar[int] = -2146233088

    def __init__(self, message: str | None = None, inner: BaseException | None = None) -> None:
        super().__init__(message)
        self._message = message
        self.inner = inner
        self.hresult = self.default_hresult
        self.source: str | None = None
        self.help_link: str | None = None
        self.stack_trace: str | None = None
        self._data: Any = None

    @property
    def message(self) -> str:
        """Give the text a script reads as `.Message`."""
        if self._message is not None:
            return self._message
        return self.default_message or f"Exception of type '{self.full_name}' was thrown."

    @message.setter
    def message(self, value: str) -> None:
        self._message = value

    @property
    def data(self) -> Any:
        """Give the table of user facts, made at first use."""
        if self._data is None:
            from pssession.objects import Hashtable

            self._data = Hashtable()
        return self._data

    @property
    def base_exception(self) -> BaseException:
        """Give the innermost exception, as `GetBaseException()` does."""
        found: BaseException = self
        while isinstance(found, DotNetException) and found.inner is not None:
            found = found.inner
        return found

    def type_chain(self) -> list[str]:
        """List the full names from this class up to System.Object."""
        names = [base.full_name for base in type(self).__mro__ if issubclass(base, DotNetException)]
        return [*dict.fromkeys(names), "System.Object"]

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r})"
