"""Hash table literals. `[ordered]` and `[pscustomobject]` before one stand with the casts in `expressions`.

Source: about_Hash_Tables.
"""

from __future__ import annotations

from pssession.engine.compile.expressions import value_of
from pssession.engine.compile.unit import Expression, Unit
from pssession.engine.syntax import nodes as n


def hashtable(u: Unit, node: n.HashtableAst) -> Expression:
    pairs = [u.tupled([u.expression(key), value_of(u, value)]) for key, value in node.key_value_pairs]
    return u.call("make_hashtable", u.tupled(pairs))


EXPRESSIONS = {n.HashtableAst: hashtable}
