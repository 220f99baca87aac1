"""The album: every dialogue of the bot, photographed from a running shop."""
