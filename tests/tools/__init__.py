"""The workbench: set-up, the demo and the rest of what make calls."""
