"""WHAT WE PROMISE: tests as sentences; they use the real database, real HTTP and real Chromium."""
