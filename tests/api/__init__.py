"""What the operator's probes and partner systems are answered."""
