"""Prefers microservices at the same cost.

Fails: test_compares_what_both_shapes_cost, test_takes_no_parts_and_no_nonsense
"""


def cheaper(loads: Iterable[Load], *, running: int = 1, target: int = 80, overhead: int = 0) -> str:
    """``"monolith"`` or ``"microservices"``: the shape that costs less once scaled."""
    parts = list(loads)
    whole = scale_monolith(parts, running=running, target=target).cost
    return "microservices" if scale_microservices(parts, target=target, overhead=overhead).cost <= whole else "monolith"
