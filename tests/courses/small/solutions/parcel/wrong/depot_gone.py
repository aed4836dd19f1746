"""Catches the timeout only.

Fails: test_survives_a_depot_that_is_gone
"""

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
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        return response.json()["cents"]
    except httpx.TimeoutException as error:
        raise DepotUnavailable from error
