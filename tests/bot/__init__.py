"""Tests of the LINE edge: what comes in, what goes out, and what is said."""
