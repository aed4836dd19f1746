"""What the resource server protects: orders, each of which belongs to a user. Resource server only."""

from __future__ import annotations

from dataclasses import dataclass

from mocks.resource_server.bearer import Caller

MAX_ORDERS = 1000
"""A client that goes on and on ordering is told to stop."""


@dataclass(frozen=True)
class Order:
    """An order of ``owner``, a subject."""

    id: str
    owner: str
    item: str
    quantity: int


ORDERS = (
    Order("o-1", "u-1001", "shoes", 1),
    Order("o-2", "u-1002", "umbrella", 2),
    Order("o-3", "u-1001", "hat", 1),
)


class Shelf:
    """The orders of one server, oldest first."""

    def __init__(self) -> None:
        self._orders = list(ORDERS)

    def of(self, subject: str) -> list[Order]:
        """The orders of a user."""
        return [order for order in self._orders if order.owner == subject]

    def seen_by(self, caller: Caller) -> list[Order]:
        """What a caller may see: a user's own orders; a service sees everybody's."""
        return list(self._orders) if caller.is_service else self.of(caller.subject)

    def add(self, caller: Caller, item: str, quantity: int) -> Order | None:
        """A new order of the caller's, or None if there is no room for it."""
        if len(self._orders) >= MAX_ORDERS:
            return None
        order = Order(f"o-{len(self._orders) + 1}", caller.subject, item, quantity)
        self._orders.append(order)
        return order
