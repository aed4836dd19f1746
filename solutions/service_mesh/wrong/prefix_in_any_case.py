"""Compares prefixes without regard to letter case.

Fails: test_picks_the_first_route_that_matches
"""


def _matches(condition: Mapping[str, Mapping[str, str]], headers: Mapping[str, str]) -> bool:
    """Whether every field is there and as it should be."""
    for name, test in condition.items():
        value = headers.get(name.lower())
        if value is None or not (
            value == test["exact"] if "exact" in test else value.lower().startswith(test["prefix"].lower())
        ):
            return False
    return True
