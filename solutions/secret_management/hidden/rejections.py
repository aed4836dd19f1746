"""A function for use() that rejects secrets: it raises the student's own RejectedError, over there."""

from types import SimpleNamespace

from grader.suite import StudentError


def rejection(student, text):
    """A RejectedError of the student's, to be raised by a function of the test's."""
    form = SimpleNamespace(names=("RejectedError", "Exception"), frames=())
    return StudentError(form, text, student.RejectedError(text))


class Shop:
    """Takes one key. ``first`` and ``then``: what the first call and the others raise instead of a RejectedError."""

    def __init__(self, student, good, first=None, then=None):
        self.student, self.good, self.first, self.then, self.shown = student, good, first, then, []

    def __call__(self, data):
        self.shown.append(data["key"])
        if data["key"] == self.good:
            return f"paid with {data['key']}"
        number = len(self.shown)
        error = self.first if number == 1 else self.then
        raise error or rejection(self.student, f"{data['key']}, call {number}")
