"""Tests of the stand-in for LINE: as strict as the platform, and honest in its logs."""
