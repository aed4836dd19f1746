"""Takes an empty list of conditions for one that never holds.

Fails: test_picks_the_first_route_that_matches
"""


def pick_route(routes: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> dict[str, Any] | None:
    """The first route that matches."""
    for route in routes:
        if "match" not in route or any(_matches(condition, headers) for condition in route["match"]):
            return route
    return None
