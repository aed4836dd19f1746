"""Does not look at the tables.

Fails: test_finds_circles_between_groups, test_keeps_together_who_shares_a_table
"""


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    """The groups of modules that could be services of their own, each sorted, and the list sorted."""
    known = {}
    for module in modules:
        if module.name in known:
            raise ValueError(f"{module.name!r} is there twice")
        known[module.name] = module
    for module in known.values():
        _known_only(module.calls, known)
    group = {name: {name} for name in known}
    for one, other in combinations(known.values(), 2):
        if one is other:
            _merge(group, one.name, other.name)
    while circle := _circle(known, group):
        _merge(group, *circle)
    return sorted({tuple(sorted(names)) for names in group.values()})
