"""The rules, on the real databases."""
