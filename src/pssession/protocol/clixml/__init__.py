"""The CLIXML codec."""
