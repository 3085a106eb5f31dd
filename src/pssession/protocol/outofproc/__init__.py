"""The line protocol of `pwsh -s`, both sides."""
