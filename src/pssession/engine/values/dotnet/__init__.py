""".NET types, one file or row each."""
