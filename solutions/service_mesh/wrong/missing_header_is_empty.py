"""Takes a missing header for an empty one.

Fails: test_breaks_nothing_else, test_picks_the_first_route_that_matches
"""


def _matches(condition: Mapping[str, Mapping[str, str]], headers: Mapping[str, str]) -> bool:
    """Whether every field is there and as it should be."""
    for name, test in condition.items():
        value = headers.get(name.lower(), "")
        if value is None or not (value == test["exact"] if "exact" in test else value.startswith(test["prefix"])):
            return False
    return True
