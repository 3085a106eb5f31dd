"""The PowerShell Remoting Protocol: fragments, messages and the two state machines, without I/O.

From the wire up: `fragments` cuts messages and joins them again, `header` and `messages` say what a message is, `records` and `hosts`
how the things inside look, `states` what may follow what, and `client.ClientPool` and `server.ServerPool` are the two ends. Who carries
the bytes (the line protocol, the own durable carrier, WSMan) stands beside or above this package and is not known to it.

Source: MS-PSRP; where it is silent or wrong, PowerShell 7.6 as recorded.
"""
