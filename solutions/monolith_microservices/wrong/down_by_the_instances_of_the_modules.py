"""Takes those modules of the monolith down that have one instance.

Fails: test_closes_the_whole_store_for_one_change
"""


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    """Plan the deployment of a monolith, of which ``instances`` run, in which these modules have changed."""
    known = _by_name(services)
    if not _known_only(changed, known):
        return []
    everything = tuple(sorted(known))
    return [Wave(everything, tuple(n for n in everything if known[n].instances < 2))]
