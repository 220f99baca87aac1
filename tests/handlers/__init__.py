"""People talk, and the bot answers."""

DATABASES = ("sqlite",)
"""What a door says is tried on one database, the rules it asks on both. A module says so where a door's own
order of things is at stake: races, stops, the state machine, joining and leaving.
"""
