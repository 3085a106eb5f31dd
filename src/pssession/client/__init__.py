"""What users import: connect, sessions, results, fan-out."""
