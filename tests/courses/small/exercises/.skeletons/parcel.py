"""Parcels: weigh one, and ask the depot for its price."""


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items: list[tuple[str, int]]) -> int:
    """The sum of the grams of all items, each ``(name, grams)``. Raises EmptyParcel if there are none."""
    # TODO(weigh)
    raise NotImplementedError


def price(grams: int) -> int:
    """The price in cents, from the depot. Raises DepotUnavailable if it does not answer within a second."""
    # TODO(price)
    raise NotImplementedError
