"""One client for all requests, and a loop where the reference has a sum."""

import httpx


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


_client = httpx.Client(base_url="http://depot.test", timeout=1.0)


def weigh(items):
    if len(items) == 0:
        raise EmptyParcel
    total = 0
    for item in items:
        total += item[1]
    return total


def price(grams):
    try:
        return _client.get("/price", params={"grams": grams}).raise_for_status().json()["cents"]
    except (httpx.TransportError, httpx.HTTPStatusError) as error:
        raise DepotUnavailable from error
