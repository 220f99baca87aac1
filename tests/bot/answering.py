"""LINE's answers as the wire hands them back."""

from bot.answers import Kind

ACCEPTED = (Kind.ACCEPTED, "200")
UNKNOWN = (Kind.UNKNOWN, "timeout")
RATE = (Kind.RATE, "429 rate")
QUOTA = (Kind.QUOTA, "429 quota")
TROUBLE = (Kind.TROUBLE, "401")
REJECTED = (Kind.REJECTED, "400")
