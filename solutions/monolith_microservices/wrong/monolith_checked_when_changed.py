"""Looks at the names of the monolith only if something has changed.

Fails: test_unknown
"""


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    """Plan the deployment of a monolith, of which ``instances`` run, in which these modules have changed."""
    changed = list(changed)
    if not changed:
        return []
    known = _by_name(services)
    _known_only(changed, known)
    everything = tuple(sorted(known))
    return [Wave(everything, everything if instances < 2 else ())]
