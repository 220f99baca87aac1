"""Every sentence, read."""
