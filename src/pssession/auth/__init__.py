"""Security contexts as token-in, token-out steps; no sockets."""
