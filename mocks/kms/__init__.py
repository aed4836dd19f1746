"""The key management service, a small AWS KMS: it hands out data keys, wrapped and in clear, and keeps its own keys.

For hidden suites (fixture ``kms``) and, on loopback, for students. The HTTP side is in ``mocks.kms.api``, what goes
wrong in ``mocks.faults``; what tests do and ask directly is here::

    kms.rotate()                                  # a new version of the key wraps from now on
    kms.disable()
    kms.outage(hang(), seconds=60)                # every request for a minute
    data_key = kms.unwrap(blob, {"user": "jane"})
"""

from __future__ import annotations

import math
import random
from functools import cache

from fastapi import FastAPI

from mocks.faults import Fault, FaultPlan
from mocks.kms.api import add_api
from mocks.kms.gateway import Gateway
from mocks.kms.keys import Call, Context, KeyRing, KmsError
from mocks.kms.lab import router as lab
from mocks.kms.state import State
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = ["Call", "KeyManagementService", "KmsError"]

FIRST_ALIAS = "alias/shop"


class KeyManagementService:
    """A key management service at ``kms.test`` with one key, ``alias/shop``.

    Its lanes for ``observe``: ``kms`` (``healthy``, ``slow`` or ``failing``, as it served the last request), and each
    key by its alias or id (``version 1``, ``disabled``). ``seed`` decides ids and all keys, so none is a secret.
    """

    host = "kms.test"
    url = "https://kms.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        self._clock = clock
        self._observe = observe
        self._seen = ""
        self._faults = FaultPlan(random.Random(f"faults {seed}"))  # noqa: S311 — to be repeatable, not secret
        self._ring = KeyRing(clock, random.Random(f"keys {seed}"), observe)  # noqa: S311 — a mock keeps no secrets
        by_hand = isinstance(clock, SystemClock)
        state = State(clock, self._ring, self._faults, may_administer=by_hand)
        self.app = Gateway(Bound(state, _routes(with_lab=by_hand)), clock, self._faults, self._tell)
        self.key_id = self._ring.create(FIRST_ALIAS).id
        self._tell("healthy")

    # ------------------------------------------------------------------ what a test does

    def create_key(self, alias: str = "") -> str:
        """Make a further key and return its id. ``alias`` begins with ``alias/``."""
        return self._ring.create(alias).id

    def rotate(self, key_id: str = "") -> int:
        """Let a new version of the key wrap from now on. Return its number; older ones go on unwrapping."""
        return self._ring.rotate(key_id or self.key_id)

    def retire(self, version: int, key_id: str = "") -> None:
        """Delete one version of the key: what it has wrapped can be unwrapped no more."""
        self._ring.retire(key_id or self.key_id, version)

    def disable(self, key_id: str = "") -> None:
        """Let the key do nothing until ``enable``."""
        self._ring.switch(key_id or self.key_id, enabled=False)

    def enable(self, key_id: str = "") -> None:
        """Let a disabled key work again."""
        self._ring.switch(key_id or self.key_id, enabled=True)

    def deny(self, operation: str) -> None:
        """Refuse this operation (``"Decrypt"``) from now on with ``AccessDeniedException``."""
        self._ring.denied.add(operation)

    def plan(self, *faults: Fault) -> None:
        """Let one of these happen to each of the next requests, in order; then all is well again."""
        self._faults.script(*faults)

    def outage(self, fault: Fault, *, seconds: float = math.inf) -> None:
        """Let this happen to every request, for so long or until ``recover``. What is planned goes first."""
        self._faults.outage(fault, self._clock.time() + seconds)
        self._tell("failing")

    def recover(self) -> None:
        """Let nothing go wrong any more, whatever was planned."""
        self._faults.recover()
        self._tell("healthy")

    # ------------------------------------------------------------------ what a test asks

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every request that reached a key, oldest first, the refused ones too: the audit trail."""
        return tuple(self._ring.calls)

    @property
    def handed_out(self) -> tuple[bytes, ...]:
        """Every data key given away in clear, oldest first."""
        return tuple(self._ring.handed_out)

    def wrap(self, data_key: bytes, context: Context, key_id: str = "") -> bytes:
        """Wrap a data key of the test's under the newest version of the key. No call is counted."""
        return self._ring.wrap(key_id or self.key_id, data_key, context)

    def unwrap(self, blob: bytes, context: Context) -> bytes:
        """Return the data key in a blob, whatever state its key is in. KmsError if it does not fit the context."""
        return self._ring.unwrap(blob, context).data_key

    def version_of(self, blob: bytes) -> int:
        """Return the number of the version that has wrapped this blob. KmsError if none has."""
        return self._ring.origin(blob).version

    def key_of(self, blob: bytes) -> str:
        """Return the id of the key that has wrapped this blob. KmsError if none has."""
        return self._ring.origin(blob).key.id

    def _tell(self, state: str) -> None:
        if state != self._seen:
            self._seen = state
            self._observe("kms", state)


@cache
def _routes(*, with_lab: bool) -> FastAPI:
    """Make the app, once each: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(
        title="Key management service",
        description="A small AWS KMS: POST to `/`, the operation in `X-Amz-Target`. Requests need no signature here.",
    )
    add_api(app)
    if with_lab:
        app.include_router(lab)
    return app
