"""What the two canary tests grade instead of a student's work. Goes into a cell; nobody is graded by it."""


def answer() -> int:
    """The answer: 42."""
    return 42
