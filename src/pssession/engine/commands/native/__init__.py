"""Programs as commands: arguments in `arguments`, running in `processor`."""
