"""The engine of this project behind a session: runspaces in threads, spoken to by whole PSRP messages."""
