"""A request that has too much of something costs the services no more than another one."""

from __future__ import annotations

import httpx
import pytest

from grader.harness.asgi import respond
from grader.harness.suite.clock import Clock
from mocks.payment import PaymentService
from mocks.payment.problems import MAX_ERRORS
from mocks.registry import Registry
from mocks.registry.durations import parse_duration


@pytest.mark.parametrize("text", ["9" * 20 + "h", "9" * 99 + "h", "1ns" * 34, "1" * 1_000_000, "1h" * 500_000])
def test_a_duration_without_end_is_none(text: str) -> None:
    """Go has none beyond 292 years; a million digits took hours to read."""
    with pytest.raises(ValueError, match="is no duration") as caught:
        parse_duration(text)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(("text", "seconds"), [("2562047h", 9223369200.0), ("1ns" * 33, 33e-9), ("1m30s", 90.0)])
def test_a_long_duration_is_one(text: str, seconds: float) -> None:
    """Up to there."""
    assert seconds == pytest.approx(parse_duration(text))


def test_the_registry_refuses_a_time_to_live_without_end() -> None:
    """In the words of Consul."""
    body = {"Name": "a", "Check": {"TTL": "9" * 400 + "h"}}
    request = httpx.Request("PUT", "http://registry.test/v1/agent/service/register", json=body)
    assert 400 == respond(Registry(Clock()).app, request).status_code


def test_the_payment_service_names_some_of_the_fields_that_are_wrong() -> None:
    """Not a hundred thousand of them, with a sentence for each."""
    request = httpx.Request("POST", "http://payment.test/charges", json={f"field {number}": 1 for number in range(999)})
    answer = respond(PaymentService(Clock()).app, request)
    assert (422, MAX_ERRORS) == (answer.status_code, len(answer.json()["errors"]))
