"""Takes instances away from what is not hot.

Fails: test_adds_up_what_microservices_cost, test_scales_only_what_is_hot
"""


def scale_microservices(loads: Iterable[Load], *, target: int = 80, overhead: int = 0) -> Scaling:
    """Scale each service on its own. ``overhead``: cents an hour for the operation of each service."""
    parts = _loads(loads, target)
    instances = {load.name: max(1, _needed(load, target)) for load in parts}
    hot = tuple(sorted(load.name for load in parts if instances[load.name] > load.running))
    return Scaling(instances, hot, sum(instances[load.name] * load.cost + overhead for load in parts))
