"""Parcels."""

import httpx


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items):
    if not items:
        raise EmptyParcel
    return sum(grams for _, grams in items)


def price(grams):
    return httpx.get("http://depot.test/price", params={"grams": grams}, timeout=None).json()["cents"]
