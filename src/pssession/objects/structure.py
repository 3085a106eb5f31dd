"""`structure`: what `dataclasses.dataclass` gives, for programs that must start quickly.

Fields are read from the annotations; `__init__`, `__repr__`, `__eq__` and `__hash__` are made when they are first called, not when the
class is. Two dozen milliseconds of every start depend on that, so nothing heavier than `typing` may be imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_MISSING: Any = object()


class _Factory:
    """Say how a default is made anew for each object."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def field(*, default_factory: Callable[[], Any]) -> Any:
    """Give a field a default that is made for each object."""
    return _Factory(default_factory)


@dataclass_transform(field_specifiers=(field,))
def structure(*, frozen: bool = False, slots: bool = True, kw_only: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:
    """Make a class with fields out of annotations.

    Args:
        frozen: Refuse to set fields later; the objects can be hashed.
        slots: Always true: the objects have no dictionary.
        kw_only: Take the fields by name only.
        eq: Compare field by field.
    """

    def make(cls: type[T]) -> type[T]:
        return _made(cls, frozen, kw_only, eq)

    return make


def replace(value: T, **changes: Any) -> T:
    """Copy an object with some fields changed."""
    kind = type(value)
    names: tuple[str, ...] = kind.__fields__  # type: ignore[attr-defined]  # every structure has it
    return kind(**{name: changes.get(name, getattr(value, name)) for name in names} | changes)


def as_dict(value: Any) -> dict[str, Any]:
    """Give the fields and their values."""
    return {name: getattr(value, name) for name in type(value).__fields__}


def _made(cls: type[T], frozen: bool, kw_only: bool, eq: bool) -> type[T]:
    space = dict(cls.__dict__)
    # Annotations are texts here, as everywhere in this project.
    own = [name for name, text in space.get("__annotations__", {}).items() if not str(text).startswith("ClassVar")]
    inherited: tuple[str, ...] = ()
    defaults: dict[str, Any] = {}
    for base in cls.__mro__[1:]:
        if "__fields__" in base.__dict__:
            inherited, defaults = base.__dict__["__fields__"], dict(base.__dict__["__defaults__"])
            break
    for name in own:
        found = space.pop(name, _MISSING)
        if found is not _MISSING:
            defaults[name] = found
    names = (*inherited, *(name for name in own if name not in inherited))
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    space["__slots__"] = tuple(name for name in own if name not in inherited)
    space["__fields__"] = names
    space["__defaults__"] = defaults
    space.setdefault("__match_args__", () if kw_only else names)
    space.setdefault("__init__", _later_init(names, defaults, frozen, kw_only))
    space.setdefault("__repr__", _repr)
    if eq:
        space.setdefault("__eq__", _eq)
        space.setdefault("__hash__", _hash if frozen else None)
    if frozen:
        space["__setattr__"] = _refuse_set
        space["__delattr__"] = _refuse_delete
        space["__getstate__"] = _get_state
        space["__setstate__"] = _set_state
    kind: Any = type(cls)
    made: type[T] = kind(cls.__name__, cls.__bases__, space)
    made.__qualname__ = cls.__qualname__
    return made


def _later_init(names: tuple[str, ...], defaults: dict[str, Any], frozen: bool, kw_only: bool) -> Callable[..., None]:
    """Give an `__init__` that writes the real one when it is first called."""

    def later(self: Any, *given: Any, **named: Any) -> None:
        owner = next(kind for kind in type(self).__mro__ if kind.__dict__.get("__init__") is later)
        real = _init(names, defaults, frozen, kw_only)
        real.__qualname__ = f"{owner.__qualname__}.__init__"
        owner.__init__ = real  # type: ignore[misc]  # that is what this is for
        real(self, *given, **named)

    return later


def _init(names: tuple[str, ...], defaults: dict[str, Any], frozen: bool, kw_only: bool) -> Callable[..., None]:
    space: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": _MISSING}
    parameters: list[str] = []
    lines: list[str] = []
    for number, name in enumerate(names):
        value = name
        if name in defaults:
            default = defaults[name]
            if type(default) is _Factory:
                space[f"_made{number}"] = default.make
                parameters.append(f"{name}=_MISSING")
                value = f"_made{number}() if {name} is _MISSING else {name}"
            else:
                space[f"_default{number}"] = default
                parameters.append(f"{name}=_default{number}")
        else:
            parameters.append(name)
        lines.append(f"    _set(self, {name!r}, {value})" if frozen else f"    self.{name} = {value}")
    star = "*, " if kw_only and parameters else ""
    text = f"def __init__(self, {star}{', '.join(parameters)}):\n" + ("\n".join(lines) or "    pass")
    exec(text, space)
    made: Callable[..., None] = space["__init__"]
    return made


def _repr(self: Any) -> str:
    kind = type(self)
    return f"{kind.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in kind.__fields__)})"


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in type(self).__fields__])


def _eq(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _refuse_set(self: Any, name: str, value: Any) -> None:
    raise AttributeError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise AttributeError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return list(_values(self))


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(type(self).__fields__, state):
        object.__setattr__(self, name, value)
