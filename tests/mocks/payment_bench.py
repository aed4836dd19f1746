"""A bench for the payment service: the service, a clock that only sleeping moves, requests without a loop."""

from __future__ import annotations

from typing import Any

import httpx
from registry_bench import StillClock, send

from mocks.payment import PaymentService


class PaymentBench:
    """A payment service with its clock, what it told its observer, and the requests one may send it."""

    def __init__(self, seed: int = 0) -> None:
        self.clock = StillClock()
        self.seen: list[tuple[str, str]] = []
        self.payment = PaymentService(
            self.clock, observe=lambda lane, value: self.seen.append((lane, value)), seed=seed
        )

    def get(self, path: str) -> httpx.Response:
        return send(self.payment.app, "GET", path)

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return send(self.payment.app, "POST", path, body, {"content-type": "application/json", **named})

    def charge(self, amount: int = 1250, key: str = "", **fields: Any) -> httpx.Response:
        headers = {"idempotency_key": key} if key else {}
        return self.post("/charges", {"amount": amount, **fields}, **headers)

    def amounts(self) -> list[int]:
        return [charge.amount for charge in self.payment.charges]
