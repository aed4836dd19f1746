"""Counts the overhead once for all services.

Fails: test_unknown
"""


def scale_microservices(loads: Iterable[Load], *, target: int = 80, overhead: int = 0) -> Scaling:
    """Scale each service on its own. ``overhead``: cents an hour for the operation of each service."""
    parts = _loads(loads, target)
    instances = {load.name: max(load.running, _needed(load, target)) for load in parts}
    hot = tuple(sorted(load.name for load in parts if instances[load.name] > load.running))
    return Scaling(instances, hot, sum(instances[load.name] * load.cost for load in parts) + overhead * bool(parts))
