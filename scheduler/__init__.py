"""TIME ACTED: jobs of a few lines that ask a service."""
