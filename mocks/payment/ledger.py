"""What the payment service keeps: charges, refunds, and the rules of money. Knows nothing of HTTP.

Amounts are integers in the currency's smallest unit (cents), so nothing is ever rounded.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

from mocks.service import Clock

METHODS = ("card", "invoice", "transfer")
"""How one can pay."""

DECLINES: Mapping[str, str] = MappingProxyType(
    {
        "tok_declined": "The bank has declined the card.",
        "tok_expired": "The card has expired.",
        "tok_insufficient_funds": "There is not enough money in the account.",
    }
)
"""Test sources that are always declined, and why; any other source is good for every amount."""


@dataclass(frozen=True)
class Charge:
    """Money taken. ``amount`` and ``refunded`` in the smallest unit, ``created`` in UTC."""

    id: str
    amount: int
    currency: str
    source: str
    reference: str
    created: datetime
    refunded: int = 0

    @property
    def status(self) -> Literal["succeeded", "partially_refunded", "refunded"]:
        """How much of it has gone back."""
        if not self.refunded:
            return "succeeded"
        return "refunded" if self.refunded == self.amount else "partially_refunded"


@dataclass(frozen=True)
class Refund:
    """Money given back for one charge."""

    id: str
    charge: str
    amount: int
    created: datetime


class DeclinedError(Exception):
    """The bank says no. Not an outage: asking again changes nothing."""


class UnknownChargeError(LookupError):
    """There is no charge, or refund, with this id."""


class TooMuchError(Exception):
    """More would be refunded than is left of the charge."""


class Ledger:
    """Charges and refunds of one service, oldest first."""

    def __init__(self, clock: Clock, chance: random.Random) -> None:
        self._clock = clock
        self._chance = chance
        self._charges: dict[str, Charge] = {}
        self._refunds: dict[str, Refund] = {}

    @property
    def charges(self) -> tuple[Charge, ...]:
        """Every charge, oldest first."""
        return tuple(self._charges.values())

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """Every refund, oldest first."""
        return tuple(self._refunds.values())

    def charge(self, amount: int, currency: str, source: str, reference: str) -> Charge:
        """Take money. ``DeclinedError`` for a source of ``DECLINES``."""
        if source in DECLINES:
            raise DeclinedError(DECLINES[source])
        charge = Charge(self._id("ch"), amount, currency, source, reference, self._now())
        self._charges[charge.id] = charge
        return charge

    def refund(self, charge_id: str, amount: int | None) -> Refund:
        """Give back this much, or what is left. ``UnknownChargeError``; ``TooMuchError`` if less is left."""
        charge = self.find_charge(charge_id)
        left = charge.amount - charge.refunded
        amount = left if amount is None else amount
        if not 0 < amount <= left:
            raise TooMuchError(f"{left} of the charge's {charge.amount} is left to refund.")
        refund = Refund(self._id("re"), charge.id, amount, self._now())
        self._refunds[refund.id] = refund
        self._charges[charge.id] = replace(charge, refunded=charge.refunded + amount)
        return refund

    def find_charge(self, charge_id: str) -> Charge:
        """The charge with this id. ``UnknownChargeError``."""
        try:
            return self._charges[charge_id]
        except KeyError:
            raise UnknownChargeError(f"There is no charge {charge_id!r}.") from None

    def find_refund(self, refund_id: str) -> Refund:
        """The refund with this id. ``UnknownChargeError``."""
        try:
            return self._refunds[refund_id]
        except KeyError:
            raise UnknownChargeError(f"There is no refund {refund_id!r}.") from None

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{self._chance.getrandbits(64):016x}"

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._clock.time(), UTC)
