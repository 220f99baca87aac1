"""A PARTNER SYSTEM ACTED: tills and web shops; and the probes of whoever runs the machine."""
