"""Keeps one list of what has happened and derives everything else from it: no state is ever stored."""

from contextlib import suppress
from threading import Condition
from time import monotonic
from typing import NamedTuple

import httpx

DEFAULT_METHODS = ("invoice",)


class CircuitOpenError(Exception):
    retry_after = 0.0


class ServiceUnavailableError(Exception):
    def __init__(self, retry_after=0.0):
        super().__init__("Our payment partner is resting.")
        self.retry_after = retry_after


class PaymentRefusedError(Exception):
    pass


class Event(NamedTuple):
    kind: str
    at: float
    era: int


class CircuitBreaker:
    def __init__(self, *, failure_threshold=5, window=10.0, open_for=30.0, probes=1):
        self._threshold, self._window, self._open_for, self._probes = failure_threshold, window, open_for, probes
        self._events = [Event("closed", monotonic(), 0)]
        self._changed = Condition()

    @property
    def state(self):
        with self._changed:
            return self._now().kind

    def _now(self):
        """The last change of state, the one that the clock makes included."""
        last = next(event for event in reversed(self._events) if event.kind in ("closed", "open", "half_open"))
        if last.kind == "open" and monotonic() - last.at >= self._open_for:
            return self._change("half_open", last.era)
        return last

    def _change(self, kind, era):
        self._events = [Event(kind, monotonic(), era + 1)]
        return self._events[0]

    def _count(self, kind, since=float("-inf")):
        return sum(event.kind == kind and event.at >= since for event in self._events)

    def _enter(self):
        with self._changed:
            now = self._now()
            probes = self._count("let through") - self._count("broken off")
            full = now.kind == "half_open" and probes >= self._probes
            if now.kind == "open" or full:
                error = CircuitOpenError()
                error.retry_after = 0.0 if full else now.at + self._open_for - monotonic()
                raise error
            if now.kind == "half_open":
                self._events.append(Event("let through", monotonic(), now.era))
            return now.era

    def _leave(self, kind, era):
        with self._changed:
            now = self._now()
            if now.era != era:
                return
            self._events.append(Event(kind, monotonic(), era))
            if now.kind == "half_open" and kind == "failure":
                self._change("open", era)
            elif now.kind == "half_open" and self._count("success") == self._probes:
                self._change("closed", era)
            elif now.kind == "closed" and self._count("failure", monotonic() - self._window) >= self._threshold:
                self._change("open", era)

    def call(self, function, *args, **kwargs):
        era = self._enter()
        outcome = "broken off"
        try:
            result = function(*args, **kwargs)
            outcome = "success"
        except Exception:
            outcome = "failure"
            raise
        finally:
            self._leave(outcome, era)
        return result


class GuardedClient:
    def __init__(self, *, timeout=2.0, failure_threshold=5, window=10.0, open_for=30.0, probes=1):
        self._new = lambda: CircuitBreaker(
            failure_threshold=failure_threshold, window=window, open_for=open_for, probes=probes
        )
        self._timeout = timeout
        self._breakers = {}

    def breaker(self, url):
        parsed = httpx.URL(url)
        return self._breakers.setdefault(f"{parsed.scheme}://{parsed.host}:{parsed.port}", self._new())

    def request(self, method, url, **options):
        answers = []

        def send():
            answers.append(httpx.request(method, url, timeout=self._timeout, **options))
            answers[0].status_code < 500 or answers[0].raise_for_status()

        with suppress(httpx.HTTPStatusError):
            self.breaker(url).call(send)
        return answers[0]


class Checkout:
    def __init__(self, client, base_url="http://payment.test"):
        self._client, self._url = client, base_url
        self._known = {}
        self._orders = []

    @property
    def queued(self):
        return [order for order, _, _ in self._orders]

    def _send(self, method, *path, **options):
        try:
            response = self._client.request(method, "/".join([self._url, *path]), **options)
        except CircuitOpenError as error:
            raise ServiceUnavailableError(error.retry_after) from None
        except (httpx.TimeoutException, httpx.NetworkError, httpx.ProtocolError):
            raise ServiceUnavailableError from None
        match response.status_code // 100:
            case 4:
                raise PaymentRefusedError(response.json())
            case 5:
                raise ServiceUnavailableError
        return response.json()

    def receipt(self, charge_id):
        stale = False
        try:
            self._known[charge_id] = self._send("GET", "charges", charge_id)
        except ServiceUnavailableError:
            if charge_id not in self._known:
                raise
            stale = True
        return {"stale": stale, **self._known[charge_id]}

    def methods(self):
        try:
            return self._send("GET", "methods")["methods"]
        except ServiceUnavailableError:
            return list(DEFAULT_METHODS)

    def pay(self, order_id, amount, source="tok_visa"):
        order = order_id, amount, source
        if order not in self._orders:
            self._orders.append(order)
        try:
            charge = self._charge(*order)
        except ServiceUnavailableError:
            return {"status": "queued"}
        except PaymentRefusedError:
            self._orders.remove(order)
            raise
        self._orders.remove(order)
        return {"status": "paid", "charge": charge["id"]}

    def deliver(self):
        outcomes = []
        try:
            for order in self._orders:
                try:
                    outcomes.append(bool(self._charge(*order)))
                except PaymentRefusedError:
                    outcomes.append(False)
        except ServiceUnavailableError:
            pass
        del self._orders[: len(outcomes)]
        return sum(outcomes)

    def _charge(self, order_id, amount, source):
        return self._send(
            "POST",
            "charges",
            json={"amount": amount, "source": source, "reference": order_id},
            headers={"Idempotency-Key": "shop/" + order_id},
        )

    def refund(self, charge_id, amount):
        return self._send("POST", "charges", charge_id, "refunds", json={"amount": amount})
