"""MEASURES HOW FAST IT IS: on loopback, against stand-ins that only count; stands apart from the tests."""
