"""Announcements as a marketer writes them, judged for politeness."""
