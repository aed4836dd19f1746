"""Counts failures without a lock, so that of several at the same moment some are lost.

Fails: test_counts_every_failure_of_calls_at_once, test_has_one_breaker_even_when_first_asked_at_once
"""

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
    def __init__(self, retry_after: float) -> None:
        super().__init__(f"the circuit is open; try again in {retry_after:.0f} s")
        self.retry_after = retry_after


class ServiceUnavailableError(Exception):
    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class PaymentRefusedError(Exception):
    pass


class CircuitBreaker:
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
        with self._lock:
            self._look_at_the_clock()
            return self._state

    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except BaseException:  # one that is broken off from outside has not succeeded either
            self._failed(period)
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
            if self._state == HALF_OPEN:
                if self._admitted >= self._probes:
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

    def _failed(self, period: int) -> None:
        if period != self._period:
            return
        before = list(self._failures)
        now = time.monotonic()
        recent = deque(moment for moment in before if moment >= now - self._window)
        recent.append(now)
        self._failures = recent
        if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
            self._enter(OPEN)


class _ServerError(Exception):
    def __init__(self, response: httpx.Response) -> None:
        self.response = response


class GuardedClient:
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
        self._breakers: dict[tuple[str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()

    def breaker(self, url: str) -> CircuitBreaker:
        parsed = httpx.URL(url)
        with self._lock:
            key = (parsed.host, parsed.port)
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]

    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
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
    def __init__(self, client: GuardedClient, base_url: str = PAYMENT_SERVICE) -> None:
        self._client = client
        self._base_url = base_url
        self._receipts: dict[str, dict[str, Any]] = {}
        self._queue: deque[dict[str, Any]] = deque()

    @property
    def queued(self) -> list[str]:
        return [charge["reference"] for charge in self._queue]

    def receipt(self, charge_id: str) -> dict[str, Any]:
        try:
            self._receipts[charge_id] = self._ask("GET", f"/charges/{charge_id}")
        except ServiceUnavailableError:
            if charge_id not in self._receipts:
                raise
            return {**self._receipts[charge_id], "stale": True}
        return {**self._receipts[charge_id], "stale": False}

    def methods(self) -> list[str]:
        try:
            return list(self._ask("GET", "/methods")["methods"])
        except ServiceUnavailableError:
            return list(DEFAULT_METHODS)

    def pay(self, order_id: str, amount: int, source: str = "tok_visa") -> dict[str, Any]:
        charge = {"reference": order_id, "amount": amount, "source": source}
        try:
            return {"status": "paid", "charge": self._charge(charge)["id"]}
        except ServiceUnavailableError:
            self._queue.append(charge)
            return {"status": "queued"}

    def deliver(self) -> int:
        made = 0
        while self._queue:
            try:
                self._charge(self._queue[0])
                made += 1
            except ServiceUnavailableError:
                break
            except PaymentRefusedError:
                pass  # the answer is final; it must not hold up the others
            self._queue.popleft()
        return made

    def refund(self, charge_id: str, amount: int) -> dict[str, Any]:
        return self._ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})

    def _charge(self, charge: dict[str, Any]) -> dict[str, Any]:
        # The same key in every attempt: the first one may have been carried out although it seemed to fail.
        headers = {"Idempotency-Key": f"order-{charge['reference']}"}
        return self._ask("POST", "/charges", json=charge, headers=headers)

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
