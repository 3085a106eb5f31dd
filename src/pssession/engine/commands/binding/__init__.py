"""Binding: from arguments and pipeline objects to parameters. `Binder` binds one call; cmdlets run in `cmdlet_processor`."""

from pssession.engine.commands.binding.binder import Binder

__all__ = ["Binder"]
