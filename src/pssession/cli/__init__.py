"""The commands `pypwsh` and `pssession`."""
