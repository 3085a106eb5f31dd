"""The host on the wire: what a client's host is like, the calls to it and their answers."""
