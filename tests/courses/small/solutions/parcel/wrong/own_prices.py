"""Has prices of its own, and lets httpx's exceptions out.

Fails: test_asks_the_depot
"""


def price(grams):
    return 3 * grams
