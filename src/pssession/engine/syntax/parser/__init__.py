"""From tokens to the tree, by recursive descent; each file holds one part of the grammar."""
