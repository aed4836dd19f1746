"""Takes down what only uses a service that is down.

Fails: test_says_what_is_down
"""


def _down(known: Mapping[str, Service], redeployed: set[str]) -> set[str]:
    down = {name for name in redeployed if known[name].instances < 2}
    requires = {name: {*service.requires, *service.uses} for name, service in known.items()}
    return down | {name for name in known if _reachable(requires, name) & down}
