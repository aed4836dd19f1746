"""Takes an empty parcel for one without weight, and waits as long as httpx does.

Fails: test_refuses_an_empty_parcel,
    test_does_not_wait_for_a_slow_depot

Breaks the whole: Two mistakes at once are a third of so small a course.
"""


def weigh(items):
    return sum(grams for _, grams in items)


def price(grams):
    try:
        response = httpx.get("http://depot.test/price", params={"grams": grams})
        return response.raise_for_status().json()["cents"]
    except httpx.HTTPError as error:
        raise DepotUnavailable from error
