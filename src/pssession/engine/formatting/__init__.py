"""Objects to text, by views."""
