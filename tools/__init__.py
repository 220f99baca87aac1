"""THE WORKBENCH: what the Makefile calls. Set-up comes before anything is installed: it needs only Python."""
