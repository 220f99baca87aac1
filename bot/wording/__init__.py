"""Every sentence the bot can say, one file a noun: values in, LINE message objects out."""

from typing import Any

Message = dict[str, Any]
Words = list[Message]
"""What one reply or one sending says: at most five LINE message objects, in the order they appear."""
