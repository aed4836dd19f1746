"""Asynchronous throughout, with one class for each state. Between two awaits nothing else runs, so no lock."""

from __future__ import annotations

import asyncio
import inspect

import httpx

DEFAULT_METHODS = ("invoice",)


class CircuitOpenError(Exception):
    def __init__(self, retry_after):
        super().__init__("circuit open")
        self.retry_after = retry_after


class ServiceUnavailableError(Exception):
    def __init__(self, message, retry_after):
        super().__init__(message)
        self.retry_after = retry_after


class PaymentRefusedError(Exception):
    pass


def now():
    try:
        return asyncio.get_running_loop().time()
    except RuntimeError:  # `state` is read outside of any coroutine
        return asyncio.get_event_loop_policy().get_event_loop().time()


class Closed:
    name = "closed"

    def __init__(self, breaker):
        self.breaker = breaker
        self.failures = []

    def enter(self):
        pass

    def succeeded(self):
        pass

    def broken_off(self):
        pass

    def failed(self):
        self.failures.append(now())
        recent = [moment for moment in self.failures if moment > now() - self.breaker.window]
        if len(recent) >= self.breaker.failure_threshold:
            self.breaker.current = Open(self.breaker)


class Open:
    name = "open"

    def __init__(self, breaker):
        self.breaker = breaker
        self.ends = now() + breaker.open_for

    def enter(self):
        if now() < self.ends:
            raise CircuitOpenError(self.ends - now())
        self.breaker.current = HalfOpen(self.breaker)
        self.breaker.current.enter()


class HalfOpen:
    name = "half_open"

    def __init__(self, breaker):
        self.breaker = breaker
        self.places = self.missing = breaker.probes

    def enter(self):
        if not self.places:
            raise CircuitOpenError(0)
        self.places -= 1

    def succeeded(self):
        self.missing -= 1
        if not self.missing:
            self.breaker.current = Closed(self.breaker)

    def broken_off(self):
        self.places += 1

    def failed(self):
        self.breaker.current = Open(self.breaker)


class CircuitBreaker:
    def __init__(self, *, failure_threshold=5, window=10.0, open_for=30.0, probes=1):
        self.failure_threshold, self.window = failure_threshold, window
        self.open_for, self.probes = open_for, probes
        self.current = Closed(self)

    @property
    def state(self):
        return self.current.name

    async def call(self, function, *args, **kwargs):
        self.current.enter()
        entered = self.current
        try:
            result = function(*args, **kwargs)
            if inspect.isawaitable(result):
                result = await result
        except BaseException as error:
            if self.current is entered:
                entered.failed() if isinstance(error, Exception) else entered.broken_off()
            raise
        if self.current is entered:
            entered.succeeded()
        return result


class GuardedClient:
    def __init__(self, *, timeout=2.0, **settings):
        self.timeout = timeout
        self.settings = settings
        self.breakers = {}

    def breaker(self, url):
        parsed = httpx.URL(url)
        address = parsed.host, parsed.port or {"http": 80, "https": 443}[parsed.scheme]
        return self.breakers.setdefault(address, CircuitBreaker(**self.settings))

    async def request(self, method, url, **options):
        async def send():
            async with httpx.AsyncClient(timeout=self.timeout) as http:
                response = await http.request(method, url, **options)
            if response.status_code >= 500:
                response.raise_for_status()
            return response

        try:
            return await self.breaker(url).call(send)
        except httpx.HTTPStatusError as error:
            return error.response


class Checkout:
    def __init__(self, client, base_url="http://payment.test"):
        self.client, self.base_url = client, base_url
        self.seen, self.waiting = {}, {}

    @property
    def queued(self):
        return list(self.waiting)

    async def ask(self, method, path, **options):
        wait = 5
        try:
            response = await self.client.request(method, self.base_url + path, **options)
            if response.status_code < 400:
                return response.json()
            if response.status_code < 500:
                raise PaymentRefusedError(response.text)
        except httpx.RequestError:
            pass
        except CircuitOpenError as refusal:
            wait = refusal.retry_after
        raise ServiceUnavailableError("Sorry, we can't reach our bank right now.", wait)

    async def receipt(self, charge_id):
        try:
            self.seen[charge_id] = await self.ask("GET", "/charges/" + charge_id)
            return self.seen[charge_id] | {"stale": False}
        except ServiceUnavailableError:
            if charge_id in self.seen:
                return self.seen[charge_id] | {"stale": True}
            raise

    async def methods(self):
        try:
            return (await self.ask("GET", "/methods"))["methods"]
        except ServiceUnavailableError:
            return [*DEFAULT_METHODS]

    async def pay(self, order_id, amount, source="tok_visa"):
        try:
            charge = await self.charge(order_id, amount, source)
        except ServiceUnavailableError:
            self.waiting[order_id] = amount, source
            return {"status": "queued"}
        except PaymentRefusedError:
            self.waiting.pop(order_id, None)
            raise
        self.waiting.pop(order_id, None)
        return {"status": "paid", "charge": charge["id"]}

    async def charge(self, order_id, amount, source):
        body = {"reference": order_id, "amount": amount, "source": source}
        return await self.ask("POST", "/charges", json=body, headers={"Idempotency-Key": f'"{order_id}"'})

    async def deliver(self):
        made = 0
        for order_id, (amount, source) in list(self.waiting.items()):
            try:
                await self.charge(order_id, amount, source)
                made += 1
            except PaymentRefusedError:
                pass
            except ServiceUnavailableError:
                return made
            del self.waiting[order_id]
        return made

    async def refund(self, charge_id, amount):
        return await self.ask("POST", f"/charges/{charge_id}/refunds", json={"amount": amount})
