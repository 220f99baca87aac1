"""The staff's pages: signing in, who may do what, and every page in a real browser."""
