"""What survives: numbered output, acknowledgements, buffering, idle time, as a pure machine."""
