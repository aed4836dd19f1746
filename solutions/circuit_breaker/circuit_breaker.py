"""A circuit breaker, an HTTP client with one for each service, and a checkout that copes when one is open."""

from __future__ import annotations

import threading
import time
from collections import deque
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
    """Stops calling what keeps failing, and finds out by probes when it works again."""

    def __init__(
        self,
        *,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._failure_threshold = failure_threshold
        self._window = window
        self._open_for = open_for
        self._probes = probes
        self._lock = threading.Lock()
        # Counts the changes of state: an outcome matters only in the period that let its call through.
        self._period = 0
        self._enter(CLOSED)

    @property
    def state(self) -> str:
        """``"closed"``, ``"open"`` or ``"half_open"``."""
        with self._lock:
            self._look_at_the_clock()
            return self._state

    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result

    def _enter(self, state: str) -> None:
        self._state = state
        self._period += 1
        self._since = time.monotonic()
        self._failures: deque[float] = deque()
        self._admitted = self._succeeded_probes = 0

    def _look_at_the_clock(self) -> None:
        if self._state == OPEN and time.monotonic() >= self._since + self._open_for:
            self._enter(HALF_OPEN)

    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._period

    def _succeeded(self, period: int) -> None:
        with self._lock:
            if period != self._period or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)

    def _give_back(self, period: int) -> None:
        with self._lock:
            if period == self._period:
                self._admitted -= 1

    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)


class _ServerError(Exception):
    """Carries an answer of 5xx through the breaker, for which only an exception is a failure."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response


class GuardedClient:
    """An HTTP client whose every request goes through the breaker of the host that it asks."""

    def __init__(
        self,
        *,
        timeout: float = 2.0,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._http = httpx.Client(timeout=timeout)
        self._options: dict[str, Any] = {
            "failure_threshold": failure_threshold,
            "window": window,
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()

    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        key = (parsed.scheme, parsed.host, parsed.port)  # the port is None where it is the scheme's own
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(self._send, method, url, **options)
        except _ServerError as error:
            return error.response

    def _send(self, method: str, url: str, **options: Any) -> httpx.Response:
        response = self._http.request(method, url, **options)
        if response.is_server_error:
            raise _ServerError(response)
        return response


class Checkout:
    """What a shop wants of the payment service, and what it does when that can't be had."""

    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._receipts: dict[str, dict[str, Any]] = {}
        self._queue: dict[str, dict[str, Any]] = {}

    @property
    def queued(self) -> list[str]:
        """The ids of the orders that wait to be paid, oldest first."""
        return list(self._queue)

    def receipt(self, charge_id: str) -> dict[str, Any]:
        """A charge; if need be, as it was when last seen (``"stale": True``)."""
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}

    def methods(self) -> list[str]:
        """The ways to pay; if need be, ``DEFAULT_METHODS``."""
        try:
            return list(self._ask("GET", "/methods")["methods"])
        except ServiceUnavailableError:
            return list(DEFAULT_METHODS)

    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        """Charge an order; if need be, later."""
        order = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(order)["id"]}
        except ServiceUnavailableError:
            self._queue.setdefault(order_id, order)
            return {"status": "queued"}

    def deliver(self) -> int:
        """Charge what is queued, oldest first, as far as it goes; return how many charges were made."""
        made = 0
        for order in list(self._queue.values()):
            try:
                self._charge(order)
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                continue  # the answer is final; it must not hold up the others
            made += 1
        return made

    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        """Give money back; if that can't be done now, ``ServiceUnavailableError`` says so at once."""
        return self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})

    def _charge(self, order: dict[str, Any]) -> dict[str, Any]:
        """Ask for a charge. An order that has been answered, with yes or no, waits no more."""
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": f"order-{order['reference']}"}
        try:
            charge = self._ask("POST", "/charges", json=order, headers=headers)
        except PaymentRefusedError:
            self._queue.pop(order["reference"], None)
            raise
        self._queue.pop(order["reference"], None)
        return charge

    def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            response = self._client.request(method, self._base_url + path, **options)
        except CircuitOpenError as error:
            raise _sorry(error.retry_after) from error
        except httpx.TransportError as error:
            raise _sorry(1.0) from error
        if response.is_server_error:
            raise _sorry(1.0)
        answer: dict[str, Any] = response.json()
        if response.is_client_error:
            raise PaymentRefusedError(answer["detail"])
        return answer


def _sorry(retry_after: float) -> ServiceUnavailableError:
    return ServiceUnavailableError("Payments are not possible just now. Please try again later.", retry_after)
