"""The names that generated code calls, and what each is for. Their implementations stand in `commands.abi`, one file per family.

X is the context (the runspace), S the scope, L the scope's variables, `out` a function that takes one object of output.
A test compares this list with what is implemented and with what the emitters use.
"""

from __future__ import annotations

HELPERS: dict[str, str] = {
    # Errors and flow.
    "Failure": "the class of exceptions a statement may end in",
    "LoopSignal": "the classes of signals that loops take",
    "ReturnSignal": "leave the function, from inside a nested one",
    "BreakSignal": "(label) leave a loop further out",
    "ContinueSignal": "(label) go on with a loop further out",
    "on_error": "(X, S, error) report and go on, or raise",
    "on_trapped": "(X, S, error, ((trap, function), ...), out) run the trap that fits and go on, or raise",
    "choose_catch": "(X, S, error, try) give the number of the clause that catches, or raise",
    "enter_catch": "(X, S, error) set $_ for a catch block; gives what leave_catch needs",
    "leave_catch": "(X, S, held)",
    "enter_finally": "(X) let a finally block run although the pipeline stops",
    "leave_finally": "(X, held)",
    "thrown": "(X, value, throw) make the exception of a throw statement",
    "thrown_again": "(X, throw) give the error being handled, for throw alone",
    "leave": "(code) make the signal of exit",
    "stop_now": "(X) raise what ends a stopped pipeline",
    "leaves_loop": "(signal, label) tell break (True) from continue (False); raises it again for another loop",
    "refuse_statement": "(node) raise for statements that exist in name only",
    "refuse_assignment": "(node) raise for what cannot be assigned to",
    # Output.
    "emit": "(out, value) write a value, unrolled",
    "drop": "(value) take output that nobody wants",
    "collect": "(function) run and give the output as one value",
    "collect_array": "(function) run and give the output as an array",
    "unroll": "(list) give collected output as one value",
    "unrolled": "(value) what a value is after going through the pipeline",
    "array_of": "(value) what @( ) makes of a value",
    "voided": "(value) nothing",
    "lazy_range": "(left, right) a range that is counted, not stored",
    # Variables.
    "find": "(X, S, name) find a variable further out",
    "read_loosely": "(X, S, path) read one that may be missing even in strict mode",
    "update_value": "(X, S, name, owner) read a variable that is not here, for += and its kin",
    "read_path": "(X, S, path) read one with drive or scope",
    "read_call": "(X, S, name) read $args and its kin",
    "read_using": "(X, S, node) read $using:",
    "store": "(S, folded, name, value) assign here",
    "store_path": "(X, S, path, value) assign with drive or scope",
    "store_constrained": "(X, S, path, attributes, value) assign a variable that keeps a type or validation",
    "make_attributes": "(X, S, nodes) make the attributes before a variable",
    "spread": "(value, count) split a value for several targets",
    "step_variable": "(X, S, path, by, late) ++ and --",
    "step_member": "(X, owner, name, by, late)",
    "step_static": "(X, type, name, by, late)",
    "step_item": "(X, target, index, by, late)",
    "step_value": "(value, by)",
    "reference_variable": "(X, S, path) [ref]$x",
    "reference_member": "(owner, name) [ref]$x.y",
    "reference_value": "(value) [ref] of anything else",
    "set_item_variable": "(S, value) set $_",
    # Values.
    "truth": "(value) tell whether it counts as true",
    "is_null": "(value) tell whether it is null",
    "same": "(a, b) compare two small numbers of the compiler's",
    "text": "(X, value) write a value into a text",
    "name_text": "(value) write the name of a member or label",
    "type_named": "(X, name, node) find a type",
    "cast": "(value, type) convert",
    "make_hashtable": "(pairs) @{ }",
    "make_ordered": "(pairs) [ordered]@{ }",
    "make_custom": "(pairs) [pscustomobject]@{ }",
    "get_member": "(X, owner, name)",
    "set_member": "(X, owner, name, value)",
    "update_member": "(X, owner, name, operator, value)",
    "get_static": "(X, type, name)",
    "set_static": "(X, type, name, value)",
    "update_static": "(X, type, name, operator, value)",
    "get_item": "(X, target, index)",
    "set_item": "(X, value, target, index)",
    "update_item": "(X, target, index, operator, value)",
    "invoke": "(X, owner, name, arguments, generic)",
    "invoke_static": "(X, type, name, arguments, generic)",
    "invoke_of_class": "(X, type, this, name, arguments) call the method that a class below has",
    "invoke_base": "(X, S, arguments) call the constructor of the class below",
    # Loops.
    "items_of": "(value) what foreach goes through",
    "begin_foreach": "(S, items) set $foreach",
    "end_foreach": "(S, held)",
    "begin_switch": "(X, S, value, file) what switch goes through; keeps $_",
    "end_switch": "(S, held)",
    "switch_matches": "(X, S, item, wanted, mode, exact_case)",
    # Commands.
    "run": "(X, S, pipeline, values, out) run a pipeline",
    "run_value": "(X, S, pipeline, values) run it and give its output as one value",
    "run_redirected": "(X, S, expression, function, files, out) evaluate an expression with its streams led elsewhere",
    "run_background": "(X, S, pipeline, out) start it as a job",
    "make_script_block": "(X, S, tree)",
    "define_function": "(X, S, tree)",
}

BINARY = (
    *(
        "Plus",
        "Minus",
        "Multiply",
        "Divide",
        "Rem",
        "Format",
        "DotDot",
        "Join",
        "Is",
        "IsNot",
        "As",
        "Band",
        "Bor",
        "Bxor",
        "Shl",
        "Shr",
        "Xor",
    ),
    *("Ieq", "Ine", "Igt", "Ige", "Ilt", "Ile", "Ilike", "Inotlike", "Imatch", "Inotmatch", "Ireplace", "Icontains", "Inotcontains"),
    *("Iin", "Inotin", "Isplit", "Ceq", "Cne", "Cgt", "Cge", "Clt", "Cle", "Clike", "Cnotlike", "Cmatch", "Cnotmatch", "Creplace"),
    *("Ccontains", "Cnotcontains", "Cin", "Cnotin", "Csplit"),
)
UNARY = ("Plus", "Minus", "Bnot", "Join", "Isplit", "Csplit")


def names() -> frozenset[str]:
    """List every name that generated code may use."""
    return frozenset((*HELPERS, *(f"op_{kind}" for kind in BINARY), *(f"un_{kind}" for kind in UNARY)))
