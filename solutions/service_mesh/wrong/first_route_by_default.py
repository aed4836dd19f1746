"""Takes the first route where none matches.

Fails: test_counts_calls_by_service_and_status, test_picks_the_first_route_that_matches,
    test_says_why_it_answers_by_itself
"""


def pick_route(routes: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> dict[str, Any] | None:
    """The first route that matches."""
    for route in routes:
        if not route.get("match") or any(_matches(condition, headers) for condition in route["match"]):
            return route
    return next(iter(routes), None)
