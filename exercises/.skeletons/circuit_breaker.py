"""A circuit breaker, an HTTP client with one for each service, and a checkout that copes when one is open.

README.md tells what each part must do. Replace each ``raise NotImplementedError``; add what helpers you like.
``call``, ``request`` and the methods of ``Checkout`` may be ``async def``, if you like ``httpx.AsyncClient``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import httpx

CLOSED = "closed"
OPEN = "open"
HALF_OPEN = "half_open"

PAYMENT_SERVICE = "http://payment.test"
DEFAULT_METHODS = ("invoice",)

T = TypeVar("T")


class CircuitOpenError(Exception):
    """A call was refused, not made. ``retry_after``: seconds until it is worth trying again, 0 or more."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"the circuit is open; try again in {retry_after:.0f} s")
        self.retry_after = retry_after


class ServiceUnavailableError(Exception):
    """The payment service can't help just now. ``retry_after``: seconds, 0 or more."""

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PaymentRefusedError(Exception):
    """The payment service has answered, and the answer is no (4xx)."""


class CircuitBreaker:
    """Stops calling what keeps failing, and finds out by probes when it works again.

    failure_threshold: so many failures within ``window`` seconds open the circuit.
    open_for: seconds for which it then refuses every call.
    probes: after that, so many calls are let through, and all of them must succeed to close it.
    """

    def __init__(
        self,
        *,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        # TODO(closed): keep the settings; begin closed, with no failures.
        raise NotImplementedError

    @property
    def state(self) -> str:
        """``"closed"``, ``"open"`` or ``"half_open"``."""
        # TODO(closed)
        raise NotImplementedError

    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)`` and return what it returns, or raise what it raises.

        An ``Exception`` is a failure, whatever is returned a success; a call that is broken off by any other
        ``BaseException`` is neither. An ``async def call`` takes plain functions as well.
        Raises ``CircuitOpenError``, without calling it, if the circuit is open or has had its probes.
        """
        # TODO(closed): call it; count failures in the window; open the circuit.
        # TODO(open): refuse, and say for how long.
        # TODO(half_open): let the probes through; close or open again by what they find; give back a place.
        # TODO(concurrency): all of that with many threads at once, which must not wait for each other.
        raise NotImplementedError


class GuardedClient:
    """An HTTP client whose every request goes through the breaker of the host that it asks.

    timeout: seconds that a request may take. The other settings are those of each breaker.
    """

    def __init__(
        self,
        *,
        timeout: float = 2.0,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        # TODO(guard)
        raise NotImplementedError

    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port (by default 80 or 443); always the same one."""
        # TODO(hosts)
        # TODO(concurrency): also when several threads are the first to ask.
        raise NotImplementedError

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request and return the answer, whatever its status; ``options`` are httpx's (``json`` …).

        Timeouts, broken connections (all of ``httpx.TransportError``) and answers of 500 to 599 are failures
        for the breaker; other answers, 4xx too, are successes. Raises ``CircuitOpenError`` without sending,
        and httpx's exceptions as they are.
        """
        # TODO(guard)
        raise NotImplementedError


class Checkout:
    """What a shop wants of the payment service, and what it does when that can't be had.

    It can't be had when the circuit is open, the request fails on the way (``httpx.TransportError``), or the
    answer is 5xx; then a method neither waits nor sends the request again. An answer of 4xx is an answer: every
    method raises ``PaymentRefusedError`` for it (``deliver`` only drops the order). Every request goes through
    ``client`` to ``base_url``, which does not end in ``/``.
    """

    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        # TODO(fallbacks)
        raise NotImplementedError

    @property
    def queued(self) -> list[str]:
        """The ids of the orders that wait to be paid, oldest first."""
        # TODO(queue)
        raise NotImplementedError

    def receipt(self, charge_id: str) -> dict[str, Any]:
        """The charge as ``GET /charges/{id}`` tells it, with ``"stale": False`` added.

        Fallback: a cached copy. The charge as ``receipt`` last got it, with ``"stale": True``; if it never did,
        ``ServiceUnavailableError``.
        """
        # TODO(fallbacks)
        raise NotImplementedError

    def methods(self) -> list[str]:
        """The ways to pay, the list in the answer to ``GET /methods``.

        Fallback: a default. The list of ``DEFAULT_METHODS``.
        """
        # TODO(fallbacks)
        raise NotImplementedError

    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order by ``POST /charges`` with ``reference`` (the order's id), ``amount``, ``source``.

        Returns ``{"status": "paid", "charge": <id of the charge>}``.
        Fallback: a queue. Returns ``{"status": "queued"}``, and ``deliver`` makes the charge later. An order that
        waits already is tried again, and still waits once.
        """
        # TODO(queue): one Idempotency-Key for an order, the same in every attempt.
        raise NotImplementedError

    def deliver(self) -> int:
        """Charge the orders that are queued, oldest first; return how many charges were made.

        Stops, and keeps the order and those after it unsent, when the payment service can't be had.
        An order that is refused leaves the queue without being counted.
        """
        # TODO(queue)
        raise NotImplementedError

    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back by ``POST /charges/{id}/refunds`` with ``amount``; returns the answer.

        Fallback: a graceful error. ``ServiceUnavailableError`` with a message for a customer.
        """
        # TODO(fallbacks)
        raise NotImplementedError
