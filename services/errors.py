"""How a rule says no."""


class RuleError(Exception):
    """A rule says no: what was done is rolled back, and whoever asked is told kindly.

    Subclasses stand beside their rule, are named as facts and carry values, never sentences.
    """
