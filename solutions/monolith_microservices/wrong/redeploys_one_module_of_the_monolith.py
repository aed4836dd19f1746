"""Redeploys only the modules of the monolith that have changed.

Fails: test_closes_the_whole_store_for_one_change, test_redeploys_the_whole_monolith
"""


def plan_monolith(services: Iterable[Service], changed: Iterable[str], *, instances: int = 1) -> list[Wave]:
    """Plan the deployment of a monolith, of which ``instances`` run, in which these modules have changed."""
    known = _by_name(services)
    if not (wanted := _known_only(changed, known)):
        return []
    everything = tuple(sorted(known))
    return [Wave(tuple(sorted(wanted)), everything if instances < 2 else ())]
