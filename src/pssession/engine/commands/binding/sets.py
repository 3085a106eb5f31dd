"""Which parameter sets are still possible, as a mask of bits; -1 while nothing has been decided.

Source: about_Parameter_Sets; decisions as PowerShell 7.6 shows them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pssession.engine.commands.metadata import CommandMetadata
from pssession.engine.commands.parameters import Parameter


class Unresolved(Exception):
    """Say that no set fits, or that several do and none is preferred."""


def count_of(mask: int) -> int:
    """Count the sets of a mask; one while nothing has been decided."""
    return 1 if mask == -1 else mask.bit_count()


def takes_input(parameters: Iterable[Parameter], mask: int) -> bool:
    """Tell whether one of the parameters takes pipeline input in one of the sets."""
    return any(use.pipeline or use.by_name for parameter in parameters for use in parameter.uses_in(mask))


def settle(metadata: CommandMetadata, mask: int, free: Collection[Parameter], *, before_input: bool, fix: bool) -> tuple[int, int]:
    """Decide as far as can be decided now.

    Args:
        metadata: The command.
        mask: The sets still possible.
        free: Parameters that are not bound yet.
        before_input: Whether pipeline input may decide later.
        fix: Whether the default set is taken for good.

    Returns:
        The mask, and how many sets that leaves.

    Raises:
        Unresolved: None or several, and nothing helps.
    """
    default = metadata.default_mask
    count = count_of(mask)
    if count == 0:
        raise Unresolved
    if count > 1:
        if default & mask:
            return (default, 1) if fix else (mask, count)
        if before_input and takes_input(free, mask):
            return mask, count
        return by_mandatory(metadata, mask, free), 1
    if mask != -1:
        return mask, 1
    count = len(metadata.sets) or 1
    if before_input and takes_input(free, mask):
        return mask, count
    if default:
        return (default, 1) if fix else (mask, count)
    if count > 1:
        return by_mandatory(metadata, mask, free), 1
    return mask, count


def by_mandatory(metadata: CommandMetadata, mask: int, free: Iterable[Parameter]) -> int:
    """Take the one set that lacks no mandatory parameter.

    Raises:
        Unresolved: There is none, or several.
    """
    left = mask & ((1 << len(metadata.sets)) - 1)
    for parameter in free:
        for use in parameter.uses.values():
            if use.mandatory and use.mask != -1:
                left &= ~use.mask
    if left.bit_count() != 1:
        raise Unresolved
    return left


def with_input(mask: int, free: Iterable[Parameter]) -> int:
    """Leave the sets out that take no pipeline input, unless a parameter of all sets does."""
    taking = 0
    for parameter in free:
        for use in parameter.uses_in(mask):
            if use.pipeline or use.by_name:
                if use.mask == -1:
                    return mask
                taking |= use.mask
    return mask & taking if taking else mask


def missing(metadata: CommandMetadata, mask: int, free: Collection[Parameter], *, expecting_input: bool) -> list[Parameter]:
    """List the mandatory parameters that are missing and cannot come from the pipeline.

    Where several sets are possible, one that lacks nothing is enough; without one, those of the default set or of all are listed.
    """
    wanted = [one for one in free if one.mandatory_somewhere]
    if not wanted:
        return []
    if mask == -1 and not metadata.sets:
        bits = [-1]
    else:
        possible = mask & ((1 << len(metadata.sets)) - 1)
        bits = [1 << place for place in range(len(metadata.sets)) if possible >> place & 1]
    lacking: dict[int, list[Parameter]] = {}
    for bit in bits:
        lacking[bit] = [
            one
            for one in wanted
            if any(use.mandatory and not (expecting_input and (use.pipeline or use.by_name)) for use in one.uses_in(bit))
        ]
        if not lacking[bit] and (not expecting_input or takes_input(free, bit) or len(bits) == 1):
            return []
    if len(bits) > 1 and metadata.default_mask in lacking and not expecting_input:
        return lacking[metadata.default_mask]
    return [one for bit in bits for one in lacking[bit]]
