"""What a tree must hold beyond the grammar, such as targets that can be assigned to."""
