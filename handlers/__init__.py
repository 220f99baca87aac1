"""A CUSTOMER ACTED: read the turn, ask a service, choose the words."""
