"""THE RULES: every decision; nothing of LINE, Flask, the clock or the environment."""
