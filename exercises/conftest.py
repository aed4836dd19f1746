"""Lets `pytest exercises/<topic>`, and the test view of an editor, run the examples as the grader does."""

from grader.examples import pytest_configure

__all__ = ["pytest_configure"]
