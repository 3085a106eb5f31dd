"""The language, usable without any remoting."""
