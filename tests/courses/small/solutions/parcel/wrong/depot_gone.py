"""Catches the timeout only.

Fails: test_survives_a_depot_that_is_gone
"""


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        return response.json()["cents"]
    except httpx.TimeoutException as error:
        raise DepotUnavailable from error
