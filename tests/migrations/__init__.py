"""Migrations on both databases: up, down, up again, and nothing left that models/ would change."""
