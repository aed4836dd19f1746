"""Takes a redeployed service for down, however many instances it has.

Fails: test_says_what_is_down
"""


def _down(known: Mapping[str, Service], redeployed: set[str]) -> set[str]:
    down = set(redeployed)
    requires = {name: set(service.requires) for name, service in known.items()}
    return down | {name for name in known if _reachable(requires, name) & down}
