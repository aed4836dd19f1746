"""Has prices of its own, and lets httpx's exceptions out.

Fails: test_asks_the_depot
"""


class EmptyParcel(Exception):
    """There is nothing in the parcel."""


class DepotUnavailable(Exception):
    """The depot did not answer in time."""


def weigh(items):
    if not items:
        raise EmptyParcel
    return sum(grams for _, grams in items)


def price(grams):
    return 3 * grams
