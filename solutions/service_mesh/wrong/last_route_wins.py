"""Takes the last route that matches.

Fails: test_blames_nobody_for_a_fault, test_breaks_nothing_else, test_delays_a_call,
    test_example_sends_a_tester_to_the_new_version, test_leaves_ejected_endpoints_out,
    test_picks_the_first_route_that_matches, test_sends_a_call_to_its_version
"""


def pick_route(routes: Iterable[dict[str, Any]], headers: Mapping[str, str]) -> dict[str, Any] | None:
    """The first route that matches."""
    for route in reversed(list(routes)):
        if not route.get("match") or any(_matches(condition, headers) for condition in route["match"]):
            return route
    return None
