"""Whole stories: real processes, a real browser, both databases."""
