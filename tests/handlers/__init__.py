"""People talk, and the bot answers."""
