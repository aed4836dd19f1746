"""Adds up what the modules need.

Fails: test_compares_what_both_shapes_cost, test_scales_the_whole_monolith
"""


def scale_monolith(loads: Iterable[Load], *, running: int = 1, target: int = 80) -> Scaling:
    """Scale a monolith, of which ``running`` instances run, so that no module is busier than ``target`` percent."""
    parts = _loads(loads, target)
    needed = {load.name: _needed(load, target) for load in parts}
    count = max(running, sum(needed.values()))
    hot = tuple(sorted(name for name, number in needed.items() if number > running))
    return Scaling(dict.fromkeys(needed, count), hot, count * sum(load.cost for load in parts))
