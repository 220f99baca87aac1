"""The staff's pages: signing in, who may do what, and every page in a real browser."""

DATABASES = ("sqlite",)
"""Pages are tried on one database, the rules they ask on both, and so those that give points or send."""
