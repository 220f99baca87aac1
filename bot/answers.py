"""What LINE answered, and how a question says that there was no answer."""

from services.calls import Answer, Kind

__all__ = ["Answer", "Kind", "LineError"]


class LineError(Exception):
    """A question that LINE did not answer, or answered with no."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.word)
        self.answer = answer
