"""The table of messages: every row, by number and by dataclass."""

from __future__ import annotations

from typing import Any

from pssession.protocol.psrp.messages import host, pipeline, pool
from pssession.protocol.psrp.messages.row import Row

ROWS: tuple[Row, ...] = pool.ROWS + pipeline.ROWS + host.ROWS
BY_TYPE: dict[int, Row] = {row.type: row for row in ROWS}
BY_CLASS: dict[type[Any], Row] = {row.message: row for row in ROWS}
