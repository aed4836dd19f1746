"""The shop in small services: auth, users, orders, payments, notifications and search, each at a host of its own.

For hidden suites (fixture ``shop``) and, on loopback, for students. A test serves them beside the shop's directory::

    for part in shop.parts.values():
        network.serve(part.host, part.app)
    shop.parts["search"].health = "failing"

The API is in ``mocks.shop.api``.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from mocks.service import Bound, Clock, Observe, ignore
from mocks.shop import api
from mocks.shop.part import DEMO, Health, Part
from mocks.shop.received import Received

__all__ = ["NAMES", "Health", "Part", "Received", "Shop"]

NAMES = ("auth", "users", "orders", "payments", "notifications", "search")


class Shop:
    """The six services, and at ``shop.test`` a directory that tells their addresses and how they are.

    Each service is a lane for ``observe``: ``healthy``, ``slow`` or ``failing``. ``seed`` is there because every
    service takes one; nothing here is random.
    """

    host = "shop.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        del seed
        self.parts = MappingProxyType({name: Part(name, clock, observe) for name in NAMES})
        self.app = Bound(self, api.directory())

    @property
    def urls(self) -> dict[str, str]:
        """The base URL of each service, by its name."""
        return {name: part.url for name, part in self.parts.items()}

    def demo(self, place: Callable[[str], tuple[str, int]]) -> list[Part]:
        """Put the services at addresses of their own and fill them; ``place(name)`` tells the address of each."""
        for name, part in self.parts.items():
            part.host, part.port = place(name)
            part.known.update(DEMO[name])
        return list(self.parts.values())
