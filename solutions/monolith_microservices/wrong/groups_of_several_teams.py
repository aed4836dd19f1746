"""Does not mind a group that two teams own.

Fails: test_says_not_yet
"""


def advise(modules: Iterable[Module]) -> Advice:
    """Say whether to split the monolith now, and if not, what is missing."""
    known = list(modules)
    groups = find_boundaries(known)
    teams = [{module.team for module in known if module.name in group} for group in groups]
    hot = [any(module.hot for module in known if module.name in group) for group in groups]
    conditions = {
        "boundaries": len(groups) > 1,
        "teams": len(set().union(*teams)) > 1,
        "scaling": any(hot) and not all(hot),
    }
    missing = tuple(name for name, met in conditions.items() if not met)
    whole = (tuple(sorted(module.name for module in known)),) if known else ()
    return Advice(not missing, missing, whole if missing else tuple(groups))
