"""THE OPERATOR ACTED: flask commands."""
