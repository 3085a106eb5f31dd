"""The records of the streams on the wire: one file a noun, each with a writer and a reader."""
