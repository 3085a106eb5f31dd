# Each face has its own.
"""The blocking face: generated from `aio` but for what differs by hand; imports no asyncio."""
