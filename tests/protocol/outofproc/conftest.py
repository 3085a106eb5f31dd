"""Let these tests use the scripted server of the neighbouring folder."""

from __future__ import annotations

import sys
from pathlib import Path

NEIGHBOUR = Path(__file__).parent.parent / "psrp"
if str(NEIGHBOUR) not in sys.path:
    sys.path.insert(0, str(NEIGHBOUR))
