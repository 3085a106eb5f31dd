"""Tree to Python code objects."""
