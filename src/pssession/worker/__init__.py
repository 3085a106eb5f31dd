"""The session process: zygote, endpoint, durable machine, spool and engines."""
