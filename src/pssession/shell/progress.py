"""Progress on a terminal: a line for each activity below what was written, as PowerShell's minimal view draws it.

The lines are drawn where the next text goes and the cursor is put back before them, so that whatever is written next takes their place
after one escape sequence. Pure but for the clock that is handed in: records in, text out.

Source: $PSStyle.Progress of PowerShell 7.6 (style, width 120, view Minimal).
"""

from __future__ import annotations

from collections.abc import Callable

from pssession.objects import ProgressRecord

_STYLE = "\x1b[33;1m"
_REVERSE = "\x1b[7m"
_NOT_REVERSE = "\x1b[27m"
_RESET = "\x1b[0m"
_CLEAR_BELOW = "\x1b[J"
_WIDEST = 120
_NARROWEST = 18
_COMPLETED = 1
_INTERVAL_SECONDS = 0.1
_MOST_LINES = 5
_Key = tuple[int, int]


class ProgressPane:
    """Keep the activities under way and draw them.

    Args:
        clock: Gives seconds; the pane is drawn again no more often than ten times a second.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._activities: dict[_Key, ProgressRecord] = {}
        self._drawn_at = -1.0
        self.is_drawn = False

    def take(self, source: int, record: ProgressRecord) -> bool:
        """Take a record; tell whether the pane is to be drawn again now."""
        key = (source, record.activity_id)
        if record.record_type == _COMPLETED:
            return self._activities.pop(key, None) is not None
        new = key not in self._activities
        self._activities[key] = record
        return new or self._clock() - self._drawn_at >= _INTERVAL_SECONDS

    def clear(self) -> str:
        """Forget all activities; give what takes the pane from the screen."""
        self._activities.clear()
        return self.erase()

    def erase(self) -> str:
        """Give what takes the pane from the screen, "" where it is not there; it comes back when a record says so."""
        if not self.is_drawn:
            return ""
        self.is_drawn = False
        self._drawn_at = -1.0
        return _CLEAR_BELOW

    def draw(self, width: int, column: int) -> str:
        """Give what draws the pane below the cursor and leaves the cursor where it is.

        Args:
            width: Cells of a line.
            column: The cell the cursor is in, from 0.
        """
        self._drawn_at = self._clock()
        lines = [self._line(record, depth, width) for record, depth in self._ordered()][:_MOST_LINES]
        self.is_drawn = bool(lines)
        if not lines:
            return _CLEAR_BELOW
        below = "\n" if column else ""
        up = len(lines) - 1 + len(below)
        back = f"\x1b[{up}A" if up else ""
        return f"{_CLEAR_BELOW}{below}" + "\n".join(lines) + f"\r{back}" + (f"\x1b[{column}C" if column else "")

    def _ordered(self) -> list[tuple[ProgressRecord, int]]:
        """List activities, each below the one it belongs to."""
        ordered: list[tuple[ProgressRecord, int]] = []
        known = {key[1] for key in self._activities}

        def add(parent: int | None, depth: int) -> None:
            for record in self._activities.values():
                belongs = record.parent_activity_id == parent if parent is not None else record.parent_activity_id not in known
                if belongs and not any(record is one for one, _ in ordered):
                    ordered.append((record, depth))
                    add(record.activity_id, depth + 1)

        add(None, 0)
        return ordered

    def _line(self, record: ProgressRecord, depth: int, width: int) -> str:
        # The last cell stays free: a screen may go on to the next line when it is filled.
        width = max(min(width - 1, _WIDEST), _NARROWEST)
        indent = " " * min(depth * 2, width // 4)
        activity = _shortened(record.activity, max(width // 2, 8))
        room = max(width - len(indent) - len(activity) - 4, 4)
        status = record.status_description or ""
        if record.current_operation:
            status = f"{status} {record.current_operation}".strip()
        if record.seconds_remaining >= 0:
            status = f"{_duration(record.seconds_remaining)} {status}".strip()
        text = _shortened(status, room).ljust(room)
        done = 0 if record.percent_complete < 0 else min(record.percent_complete, 100) * room // 100
        return f"{_STYLE}{indent} {activity} [{_REVERSE}{text[:done]}{_NOT_REVERSE}{text[done:]}]{_RESET}"


def _shortened(text: str, room: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= room else text[: room - 1] + "…"


def _duration(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h {minutes}m {seconds}s" if hours else f"{minutes}m {seconds}s" if minutes else f"{seconds}s"
