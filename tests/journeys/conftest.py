"""What stories may ask for."""

from tests.journeys.town import town

__all__ = ["town"]
