"""The PowerShell Remoting Protocol: fragments, messages and the two state machines."""
