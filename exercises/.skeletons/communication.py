"""Services that talk to each other: a call that waits for its answer, messages through a broker, and contracts.

README.md tells what each part must do. Replace each ``raise NotImplementedError``; add what helpers you like.
``Client.request`` and ``Payments.charge`` may be ``async def``, if you like ``httpx.AsyncClient``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
from fastapi import FastAPI

PAYMENT_SERVICE = "http://payment.test"
BROKER = "http://broker.test"

V1_DEPRECATED = datetime(2026, 1, 1, tzinfo=UTC)
V1_SUNSET = datetime(2026, 7, 1, tzinfo=UTC)

Schema = dict[str, Any]


class DeadlineExceededError(Exception):
    """There is no time left for another try."""


class BrokerError(Exception):
    """The broker refused a request, or could not be reached. ``status``: that of its answer, None without one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


def ask_broker(action: str, **fields: Any) -> dict[str, Any]:
    """Ready to use: ask the broker for an action of Amazon SQS, such as ``SendMessage``, and return its result.

    Raises ``BrokerError`` for an answer of 400 or more, and for any ``httpx.TransportError``.
    """
    headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"AmazonSQS.{action}"}
    try:
        answer = httpx.post(BROKER, content=json.dumps(fields), headers=headers, timeout=5.0)
    except httpx.TransportError as error:
        raise BrokerError(f"{action}: {error}") from error
    if answer.status_code >= 400:
        raise BrokerError(f"{action}: {answer.status_code} {answer.text}", answer.status_code)
    result: dict[str, Any] = answer.json() if answer.content else {}
    return result


class DoneEvents:
    """Ready to use: the ids of the events that are done. In production a table in the consumer's own database."""

    def __init__(self) -> None:
        self._ids: set[str] = set()

    def __contains__(self, event_id: str) -> bool:
        return event_id in self._ids

    def add(self, event_id: str) -> None:
        """Remember this event as done."""
        self._ids.add(event_id)


class Client:
    """An HTTP client that gives up in time, and tries again where that is safe.

    timeout: seconds that httpx may wait in one try. deadline: seconds for a whole call, all tries and pauses.
    attempts: tries in all, the first one included. base, cap: seconds, for the pauses.
    """

    def __init__(
        self, *, timeout: float = 2.0, deadline: float = 10.0, attempts: int = 4, base: float = 0.1, cap: float = 2.0
    ) -> None:
        # TODO(retry): keep the settings.
        raise NotImplementedError

    def request(
        self,
        method: str,
        url: str,
        *,
        idempotency_key: str | None = None,
        deadline: float | None = None,
        **options: Any,
    ) -> httpx.Response:
        """Send a request and return the answer, whatever its status; ``options`` are httpx's (``json`` …).

        idempotency_key: sent as ``Idempotency-Key`` with every try, which makes any method safe to repeat.
        deadline: seconds for this call instead of the client's.
        Raises httpx's exceptions as they are, and ``DeadlineExceededError``.
        """
        # TODO(retry): which outcomes are tried again, for which methods, how often.
        # TODO(backoff): pauses with full jitter, Retry-After, the deadline.
        raise NotImplementedError


class Payments:
    """The payment service, as the order service calls it: through ``client``, at ``base_url`` (no ``/`` at its end)."""

    def __init__(self, client: Client, base_url: str = PAYMENT_SERVICE) -> None:
        # TODO(retry)
        raise NotImplementedError

    def charge(self, amount: int, reference: str) -> str:
        """Take ``amount`` cents by ``POST /charges``, once, however many tries that takes; return the charge's id.

        Raises ``httpx.HTTPStatusError`` if the last answer is 4xx or 5xx, and whatever ``Client.request`` raises.
        """
        # TODO(retry): a new Idempotency-Key for each call of this method.
        raise NotImplementedError


def publish(queue_url: str, kind: str, key: str, data: Any, *, attempts: int = 3) -> str:
    """Send an event to the queue by ``SendMessage``; return the event's id.

    kind, key, data: what happened, to what (events with one key stay in order), and the details, as JSON can have them.
    attempts: tries in all. Raises ``BrokerError``.
    """
    # TODO(messages)
    raise NotImplementedError


class Consumer:
    """Takes events from a queue and has them worked on, one at a time.

    work: called as ``work(event, extend)``. done: the events that are done, shared with other consumers.
    dead_letter_url: the queue for what can never be handled.
    visibility: whole seconds for which a received message belongs to this consumer.
    """

    def __init__(
        self,
        queue_url: str,
        work: Callable[[dict[str, Any], Callable[[], None]], object],
        *,
        done: DoneEvents,
        dead_letter_url: str,
        visibility: int = 30,
    ) -> None:
        # TODO(messages)
        raise NotImplementedError

    def drain(self) -> int:
        """Handle messages until none can be received; return for how many of them the work was done in this call.

        Raises ``BrokerError`` only if receiving fails.
        """
        # TODO(messages): receive, work, remember, acknowledge.
        # TODO(poison): a message whose work fails; one that can never be handled.
        raise NotImplementedError


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[tuple[str, str]]:
    """What breaks a consumer when ``new`` takes the place of ``old``: pairs of rule and path, in any order.

    direction: ``"request"`` (the consumer sends it) or ``"response"`` (the consumer reads it).
    """
    # TODO(contract)
    raise NotImplementedError


def contract_breaks(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    """What breaks a consumer of an API: endpoints, status codes, and the schemas of both directions."""
    # TODO(contract)
    raise NotImplementedError


def create_app(*, deprecated: datetime = V1_DEPRECATED, sunset: datetime = V1_SUNSET) -> FastAPI:
    """Return an application with ``/v1/orders`` and ``/v2/orders`` on one set of orders.

    deprecated, sunset: aware datetimes, in any time zone, that every answer under ``/v1/`` tells. From ``sunset`` on
    all of these are 410.
    """
    # TODO(versions)
    raise NotImplementedError
