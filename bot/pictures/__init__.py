"""Pictures that LINE shows: drawn when they are asked for, kept nowhere."""
