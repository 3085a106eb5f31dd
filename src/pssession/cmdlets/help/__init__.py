"""The texts of Get-Help: what each command does, and topics about sessions. They are this package's own words."""
