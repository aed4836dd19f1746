"""The guard is a transport of httpx, the states an enum, the breaker a context manager on wall-clock time.

The clock is looked at only when a call comes; outcomes carry a token that a change of state makes worthless.
"""

import contextlib
import enum
import threading
import time
import uuid

import httpx

DEFAULT_METHODS = ("invoice",)


class State(enum.StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class CircuitOpenError(RuntimeError):
    def __init__(self, retry_after):
        super().__init__(f"retry after {retry_after}")
        self.retry_after = retry_after


class ServiceUnavailableError(Exception):
    def __init__(self, message, retry_after):
        super().__init__(message)
        self.retry_after = retry_after


class PaymentRefusedError(ValueError):
    pass


class CircuitBreaker:
    def __init__(self, *, failure_threshold=5, window=10.0, open_for=30.0, probes=1):
        self.limits = failure_threshold, window, open_for, probes
        self.lock = threading.RLock()
        self.change_to(State.CLOSED)

    def change_to(self, state):
        self.state, self.changed, self.token = state, time.time(), object()
        self.failures, self.tickets, self.good = [], 0, 0

    def call(self, function, *args, **kwargs):
        with self.passage():
            return function(*args, **kwargs)

    @contextlib.contextmanager
    def passage(self):
        token = self.admit()
        try:
            yield
        except Exception:
            with self.lock:
                if token is self.token:
                    self.count_failure()
            raise
        except BaseException:
            with self.lock:
                if token is self.token:
                    self.tickets -= 1
            raise
        else:
            with self.lock:
                if token is self.token and self.state is State.HALF_OPEN:
                    self.good += 1
                    if self.good >= self.limits[3]:
                        self.change_to(State.CLOSED)

    def admit(self):
        with self.lock:
            left = self.changed + self.limits[2] - time.time()
            if self.state is State.OPEN and left <= 0:
                self.change_to(State.HALF_OPEN)
            if self.state is State.OPEN or (self.state is State.HALF_OPEN and self.tickets == self.limits[3]):
                raise CircuitOpenError(max(left, 0.0))
            self.tickets += 1
            return self.token

    def count_failure(self):
        threshold, window, _, _ = self.limits
        now = time.time()
        self.failures = [*(moment for moment in self.failures if now - moment <= window), now]
        if self.state is State.HALF_OPEN or len(self.failures) >= threshold:
            self.change_to(State.OPEN)


class GuardingTransport(httpx.BaseTransport):
    def __init__(self, client):
        self.client, self.inner = client, httpx.HTTPTransport()

    def handle_request(self, request):
        kept = []

        def send():
            response = self.inner.handle_request(request)
            kept.append(response)
            if response.status_code // 100 == 5:
                raise httpx.HTTPError("the service is ill")

        try:
            self.client.breaker(str(request.url)).call(send)
        except httpx.HTTPError:
            if not kept:
                raise
        return kept[0]


class GuardedClient:
    def __init__(self, *, timeout=2.0, failure_threshold=5, window=10.0, open_for=30.0, probes=1):
        self.settings = failure_threshold, window, open_for, probes
        self.breakers, self.lock = {}, threading.Lock()
        self.http = httpx.Client(timeout=timeout, transport=GuardingTransport(self))

    def breaker(self, url):
        names = "failure_threshold", "window", "open_for", "probes"
        host = httpx.URL(url).copy_with(username="", password="", path="/", query=None, fragment=None)
        with self.lock:
            if host not in self.breakers:
                self.breakers[host] = CircuitBreaker(**dict(zip(names, self.settings, strict=True)))
        return self.breakers[host]

    def request(self, method, url, **options):
        return self.http.request(method, url, **options)


class Checkout:
    def __init__(self, client, base_url="http://payment.test"):
        self.client, self.base_url = client, base_url
        self.cache, self.orders, self.keys = {}, [], {}

    queued = property(lambda self: [order["reference"] for order in self.orders])

    def receipt(self, charge_id):
        def remember(charge):
            self.cache[charge_id] = charge
            return dict(charge, stale=False)

        def recall(error):
            if charge_id not in self.cache:
                raise error
            return dict(self.cache[charge_id], stale=True)

        return self.attempt(remember, recall, "GET", f"/charges/{charge_id}")

    def methods(self):
        return self.attempt(lambda answer: answer["methods"], lambda _: list(DEFAULT_METHODS), "GET", "/methods")

    def pay(self, order_id, amount, source="tok_visa"):
        order = {"amount": amount, "reference": order_id, "source": source}

        def queue(_):
            if order not in self.orders:
                self.orders.append(order)
            return {"status": "queued"}

        def settle(answer):
            self.orders = [each for each in self.orders if each != order]
            return {"status": "paid", "charge": answer["id"]}

        try:
            return self.charge(order, settle, queue)
        except PaymentRefusedError:
            self.orders = [each for each in self.orders if each != order]
            raise

    def deliver(self):
        made = 0
        while self.orders:
            try:
                outcome = self.charge(self.orders[0], lambda _: 1, lambda _: None)
            except PaymentRefusedError:
                outcome = 0
            if outcome is None:
                break
            made += outcome
            del self.orders[0]
        return made

    def refund(self, charge_id, amount):
        def apologise(error):
            raise error

        path = f"/charges/{charge_id}/refunds"
        return self.attempt(lambda answer: answer, apologise, "POST", path, json={"amount": amount})

    def charge(self, order, good, bad):
        key = self.keys.setdefault(order["reference"], str(uuid.uuid4()))
        return self.attempt(good, bad, "POST", "/charges", json=order, headers={"idempotency-key": key})

    def attempt(self, good, bad, method, path, **options):
        error = ServiceUnavailableError("We are having trouble with payments. Please come back soon.", 10)
        try:
            response = self.client.request(method, self.base_url + path, **options)
        except CircuitOpenError as refusal:
            error.retry_after = refusal.retry_after
            return bad(error)
        except httpx.TransportError:
            return bad(error)
        if response.is_server_error:
            return bad(error)
        if response.is_client_error:
            raise PaymentRefusedError(response.json()["title"])
        return good(response.json())
