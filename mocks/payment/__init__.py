"""The flaky payment service: takes and gives back money, and fails as one tells it to.

For hidden suites (fixture ``payment``) and, on loopback, for students. The API is in ``mocks.payment.api``,
what goes wrong in ``mocks.faults``; what tests do and ask directly is here::

    payment.plan(delay(3), status(503, headers={"Retry-After": "2"}), reset())   # the next three requests
    payment.outage(hang(), seconds=60)                            # every request for a minute
    payment.recover()
    assert 1 == len(payment.charges)
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from functools import cache

from fastapi import FastAPI

from mocks.faults import Fault, FaultPlan
from mocks.payment.api import add_api
from mocks.payment.gateway import Gateway
from mocks.payment.lab import router as lab
from mocks.payment.ledger import DECLINES, METHODS, Charge, Ledger, Refund
from mocks.payment.problems import add_handlers
from mocks.payment.state import State
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = [
    "DECLINES",
    "METHODS",
    "Charge",
    "PaymentService",
    "Refund",
]


class PaymentService:
    """A payment service at ``payment.test``.

    It is one lane for ``observe``, ``payment``: ``healthy``, ``slow`` or ``failing``, as it served the last
    request. ``seed`` decides ids and what ``flaky`` does.
    """

    host = "payment.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        self._clock = clock
        self._observe = observe
        self._seen = ""
        # Two sources: how often something fails must not change which ids there are.
        self._faults = FaultPlan(random.Random(f"faults {seed}"))  # noqa: S311 — to be repeatable, not secret
        self._ledger = Ledger(clock, random.Random(f"ids {seed}"))  # noqa: S311 — to be repeatable, not secret
        state = State(clock, self._ledger, self._faults)
        api = Bound(state, _routes(with_lab=isinstance(clock, SystemClock)))
        self.app = Gateway(api, clock, self._faults, self._tell)
        self._tell("healthy")

    # ------------------------------------------------------------------ what a test does

    def plan(self, *faults: Fault) -> None:
        """Let one of these happen to each of the next requests, in order; then all is well again.

        A fault with a ``path`` waits for a request for that path; others go first.
        """
        self._faults.script(*faults)

    def outage(self, fault: Fault, *, seconds: float = math.inf) -> None:
        """Let this happen to every request, for so long or until ``recover``. What is planned goes first."""
        self._faults.outage(fault, self._clock.time() + seconds)
        self._tell("failing")

    def flaky(self, rate: float, faults: Sequence[Fault]) -> None:
        """Let one of these, by chance, happen to this share of the requests (0 to 1), until ``recover``."""
        self._faults.flaky(rate, faults)

    def recover(self) -> None:
        """Let nothing go wrong any more, whatever was planned. Charges and keys stay."""
        self._faults.recover()
        self._tell("healthy")

    def charge(self, amount: int, *, currency: str = "EUR", source: str = "tok_visa", reference: str = "") -> Charge:
        """Take money, as if somebody had asked for it over HTTP."""
        return self._ledger.charge(amount, currency, source, reference)

    # ------------------------------------------------------------------ what a test asks

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Every charge made, oldest first."""
        return self._ledger.charges

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """Every refund made, oldest first."""
        return self._ledger.refunds

    def _tell(self, state: str) -> None:
        if state != self._seen:
            self._seen = state
            self._observe("payment", state)


@cache
def _routes(*, with_lab: bool) -> FastAPI:
    """Make the app, once each: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(
        title="Payment service",
        description="Charges and refunds, with idempotency keys, and with faults when asked for.",
    )
    add_handlers(app)
    add_api(app)
    if with_lab:
        app.include_router(lab)
    return app
