"""Takes a service with two instances down.

Fails: test_unknown
"""


def _down(known: Mapping[str, Service], redeployed: set[str]) -> set[str]:
    down = {name for name in redeployed if known[name].instances < 3}
    requires = {name: set(service.requires) for name, service in known.items()}
    return down | {name for name in known if _reachable(requires, name) & down}
