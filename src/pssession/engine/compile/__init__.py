"""From the tree to Python: one function per script block body, compiled at its first call.

`unit` is the function being written, `emit` brings the families together (a file each, the same names as in the grammar), `abi` lists
the helpers that generated code calls. Nothing here runs a script: helpers are handed in.

Source: engine design, section 5.
"""

from pssession.engine.compile.emit import compile_block, compile_value

__all__ = ["compile_block", "compile_value"]
