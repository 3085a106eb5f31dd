"""A reader of dictionaries, so that formatting is tested without the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

CUSTOM = ["System.Management.Automation.PSCustomObject", "System.Object"]


class PlainReader:
    """Read dicts as objects: the key `#` holds the type names."""

    limit = 4

    def type_names(self, value: object) -> Sequence[str]:
        if isinstance(value, dict):
            return value.get("#", CUSTOM)
        return ["System." + {str: "String", int: "Int32", float: "Double"}.get(type(value), "Object")]

    def property_names(self, value: object) -> Sequence[str]:
        return [name for name in value if name != "#"] if isinstance(value, dict) else []

    def read(self, value: object, name: str) -> object:
        if not isinstance(value, dict):
            return None
        found = next((key for key in value if key.lower() == name.lower()), None)
        result = None if found is None else value[found]
        if isinstance(result, Exception):
            raise result
        return result

    def display_properties(self, value: object) -> Sequence[str] | None:
        return None

    def display_property(self, value: object) -> str | None:
        return None

    def run(self, script: object, value: object) -> list[object]:
        return [script(value)] if callable(script) else []

    def to_text(self, value: object) -> str:
        return str(value)

    def apply_format(self, template: str, value: object) -> str:
        return template.format(value)

    def number_text(self, value: object) -> str | None:
        return f"{value:.3f}" if isinstance(value, float) else None

    def is_right_aligned(self, value: object) -> bool:
        return isinstance(value, (int, float))

    def is_scalar(self, value: object) -> bool:
        return isinstance(value, (str, int, float))

    def enumerate(self, value: object) -> Iterable[object] | None:
        return value if isinstance(value, (list, tuple)) else None

    def enumeration_limit(self) -> int:
        return self.limit
