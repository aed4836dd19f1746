"""The resource server: an API with each user's orders, for whoever has an access token for it.

For hidden suites (fixture ``orders``) and, on loopback, for students. The API is in ``mocks.resource_server.api``, how
a token is checked in ``mocks.resource_server.bearer``; what tests do and ask directly is here::

    orders.trust(auth.issuer, lambda: auth.jwks)     # whose tokens count; before that, nobody's
    orders.revoke(token)                             # 401 from now on, though its time is not over
    assert ["shoes"] == [order.item for order in orders.of("u-1001")]
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI

from mocks.resource_server import api, lab
from mocks.resource_server.bearer import Bearer, add_handler
from mocks.resource_server.published import AUTH_ON_LOOPBACK, Published
from mocks.resource_server.shelf import Order, Shelf
from mocks.resource_server.state import State
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = ["Order", "ResourceServer"]


class ResourceServer:
    """A resource server at ``orders.test``, whose tokens have the audience ``https://orders.test``.

    It is one lane for ``observe``, ``orders``: the status of its last answer to a token. ``seed`` is there because
    every service takes one; nothing here is random. On loopback it trusts the auth server of ``grader mocks``.
    """

    host = "orders.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        del seed
        on_loopback = isinstance(clock, SystemClock)
        self._bearer = Bearer(clock, observe)
        self._shelf = Shelf()
        if on_loopback:
            self._bearer.trust(AUTH_ON_LOOPBACK, Published(AUTH_ON_LOOPBACK))
        self.app = Bound(State(self._bearer, self._shelf), _routes(with_lab=on_loopback))

    def trust(self, issuer: str, jwks: Callable[[], dict[str, Any]]) -> None:
        """Take the tokens of this issuer and no other; ``jwks`` gives its key set as it is published now."""

        async def published() -> dict[str, Any]:
            return jwks()

        self._bearer.trust(issuer, published)

    def revoke(self, token: str) -> None:
        """Take this access token no more."""
        self._bearer.revoke(token)

    def of(self, subject: str) -> list[Order]:
        """The orders of a user, oldest first."""
        return self._shelf.of(subject)


@cache  # holds no state: see mocks.service.Bound
def _routes(with_lab: bool) -> FastAPI:
    app = FastAPI(title="Resource server", description="Orders, for who has an access token (RFC 6750, RFC 9068).")
    add_handler(app)
    app.include_router(api.router)
    if with_lab:
        app.include_router(lab.router)
    return app
