"""The helpers that generated code calls, by name: see `compile.abi` for what each is for."""

from pssession.engine.commands.abi import flow, names, objects, output, pipelines

ABI: dict[str, object] = {**flow.HELPERS, **output.HELPERS, **names.HELPERS, **objects.HELPERS, **pipelines.HELPERS}
