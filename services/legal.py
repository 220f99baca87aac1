"""What Japan's law wants everybody to be able to know of whoever keeps their data (APPI, article 32)."""

from services.settings import Choices

FIELDS = ("shop_name", "company", "representative", "address", "contact", "safety_measures")
"""The purposes stand in the notices, which are never blank."""


def blank(choices: Choices) -> list[str]:
    """Name the settings that are blank and may not be; an address may be told on request instead."""
    told = {"address"} if choices.address_on_request else set()
    return [name for name in FIELDS if name not in told and not getattr(choices, name).strip()]
