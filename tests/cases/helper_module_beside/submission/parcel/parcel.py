from scales import sum_up
from errors import *
import httpx

def weigh(items):
    return sum_up(items)


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        response.raise_for_status()
    except httpx.HTTPError as error:
        raise DepotUnavailable from error
    return response.json()["cents"]
