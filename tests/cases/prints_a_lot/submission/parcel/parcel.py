"""Parcels."""

import httpx

for step in range(2000):
    print(f"\rloading {step / 20:57.1f} %", end="")


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items):
    for number in range(100_000):
        print("weighing", number)
    if not items:
        raise EmptyParcel
    return sum(grams for _, grams in items)


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        response.raise_for_status()
    except httpx.HTTPError as error:
        raise DepotUnavailable from error
    return response.json()["cents"]
