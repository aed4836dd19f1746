"""Says only of the redeployed services that they are down.

Fails: test_unknown
"""


def _down(known: Mapping[str, Service], redeployed: set[str]) -> set[str]:
    down = {name for name in redeployed if known[name].instances < 2}
    return down
