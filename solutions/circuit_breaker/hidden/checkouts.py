"""Fixtures of the files about `Checkout`: one that works, and one for each way in which its service can't be had."""

from __future__ import annotations

from functools import partial

import pytest

from .clients import make_checkout, troubles


@pytest.fixture
def make(student, evidence):
    """Makes a checkout and its client, which opens at the third failure."""
    return partial(make_checkout, student, evidence)


@pytest.fixture
def each_trouble(student, payment, evidence):
    """For each way in which the service can't be had: its words, a new checkout, what brings it on."""
    return partial(troubles, student, payment, evidence)
