"""How a text may go on at a place: what Tab offers, for the prompt, for TabExpansion2 and for whoever writes an editor."""
