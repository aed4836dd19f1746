"""Compares with the usual target.

Fails: test_unknown
"""


def cheaper(loads: Iterable[Load], *, running: int = 1, target: int = 80, overhead: int = 0) -> str:
    """``"monolith"`` or ``"microservices"``: the shape that costs less once scaled."""
    parts = list(loads)
    whole = scale_monolith(parts, running=running).cost
    return "microservices" if scale_microservices(parts, overhead=overhead).cost < whole else "monolith"
