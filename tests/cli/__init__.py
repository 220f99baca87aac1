"""The operator's commands."""

DATABASES = ("sqlite",)
"""What a command says is tried on one database, the rules it asks on both; a module says so where files,
processes or a state between two steps are at stake.
"""
