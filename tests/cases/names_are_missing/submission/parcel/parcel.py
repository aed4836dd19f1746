import httpx

def weigh_it(items):
    return sum(grams for _, grams in items)


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams}, timeout=1)
        response.raise_for_status()
    except httpx.HTTPError as error:
        raise ValueError from error
    return response.json()["cents"]
