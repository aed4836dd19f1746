"""Weighs the first item only.

Fails: test_example_weighs_two_items, test_weighs_everything
"""

import httpx


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items):
    if not items:
        raise EmptyParcel
    return items[0][1]


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        return response.raise_for_status().json()["cents"]
    except httpx.HTTPError as error:
        raise DepotUnavailable from error
