"""Keeps together whoever calls somebody.

Fails: test_finds_circles_between_groups, test_keeps_apart_what_is_apart,
    test_keeps_together_who_calls_in_a_circle, test_says_not_yet, test_says_when_it_is_time
"""


def _circle(known: Mapping[str, Module], group: Mapping[str, set[str]]) -> tuple[str, str] | None:
    """Two modules in different groups that call each other in a circle; None if there are none."""
    calls = {name: {callee for member in group[name] for callee in known[member].calls} | group[name] for name in known}
    reach = {name: _reachable(calls, name) for name in known}
    for one, other in combinations(known, 2):
        if group[one] is not group[other] and (other in reach[one] or one in reach[other]):
            return one, other
    return None
