"""Tests of the ground that tables stand on."""
