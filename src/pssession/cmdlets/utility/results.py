"""The base of objects that a utility command makes: a .NET class of its own with a fixed list of properties.

The values are attributes in snake case; the class itself says nothing about how it is shown, which is the work of the views.

Source: the output types of Microsoft.PowerShell.Commands.Utility.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from pssession.engine.values import tables
from pssession.engine.values.types import DotNetType, define


class Result:
    """Be an object with properties.

    Attributes:
        dotnet_type: Full .NET name, set by each class.
        base_type: .NET name of its base.
        shown: Names of the properties in order.
    """

    dotnet_type: ClassVar[str] = ""
    dotnet_enumerable: ClassVar[bool] = False
    base_type: ClassVar[str] = "System.Object"
    shown: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "dotnet_type" in cls.__dict__:
            define(DotNetType(cls.dotnet_type, base=cls.base_type))
            properties = {name: attrgetter(tables.snake(name)) for name in cls.shown}
            text = getattr(cls, "text_of", None)
            tables.add(tables.TypeTable(cls.dotnet_type, properties=properties, to_string=text))

    def __init__(self, **values: Any) -> None:
        for name in self.shown:
            setattr(self, tables.snake(name), None)
        for name, value in values.items():
            setattr(self, name, value)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...
