# Each face has its own.
"""The asynchronous face: the conversation with a session, written once; `blocking` is generated from it."""
