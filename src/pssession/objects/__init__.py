"""What travels: values, PSObjects, records, commands as data, secrets. No I/O, no XML, no language."""
