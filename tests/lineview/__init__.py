"""How messages look: lineview/ and the simulator's chat page in real Chromium."""
