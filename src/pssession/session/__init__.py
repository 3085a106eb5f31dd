"""One PSSession seen from a client, as a pure machine."""
