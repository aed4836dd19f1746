"""Wants all of a route's conditions to hold.

Fails: test_picks_the_first_route_that_matches
"""


def pick_route(routes: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> dict[str, Any] | None:
    """The first route that matches."""
    for route in routes:
        if not route.get("match") or all(_matches(condition, headers) for condition in route["match"]):
            return route
    return None
