"""The run time: scopes, binder, pipeline, functions, discovery."""
