"""Parcels."""

import httpx


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items):
    while len(items) != 2:
        pass
    return sum(grams for _, grams in items)


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        response.raise_for_status()
    except httpx.HTTPError as error:
        raise DepotUnavailable from error
    return response.json()["cents"]
