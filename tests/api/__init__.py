"""What the operator's probes and partner systems are answered."""

DATABASES = ("sqlite",)
"""As with the other doors: purchases, which come in together and again, are tried on both."""
