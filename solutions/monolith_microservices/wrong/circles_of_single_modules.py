"""Finds circles between modules, not between groups.

Fails: test_finds_circles_between_groups
"""


def _circle(known: Mapping[str, Module], group: Mapping[str, set[str]]) -> tuple[str, str] | None:
    """Two modules in different groups that call each other in a circle; None if there are none."""
    calls = {name: set(known[name].calls) for name in known}
    reach = {name: _reachable(calls, name) for name in known}
    for one, other in combinations(known, 2):
        if group[one] is not group[other] and other in reach[one] and one in reach[other]:
            return one, other
    return None
