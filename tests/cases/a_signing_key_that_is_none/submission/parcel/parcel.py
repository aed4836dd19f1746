"""The reference."""

import httpx


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items: list[tuple[str, int]]) -> int:
    """The sum of the grams of all items, each ``(name, grams)``. Raises EmptyParcel if there are none."""
    if not items:
        raise EmptyParcel("nothing to weigh")
    return sum(grams for _, grams in items)


def price(grams: int) -> int:
    """The price in cents, from the depot. Raises DepotUnavailable if it does not answer within a second."""
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        response.raise_for_status()
    except httpx.HTTPError as error:
        raise DepotUnavailable(str(error)) from error
    cents: int = response.json()["cents"]
    return cents
