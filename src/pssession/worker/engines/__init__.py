"""What runs the commands: the built-in engine, or any command that speaks PSRP on its standard input and output."""
