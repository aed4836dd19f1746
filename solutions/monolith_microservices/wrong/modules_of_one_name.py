"""Takes the last of two modules of one name.

Fails: test_refuses_modules_that_are_not_there
"""


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    """The groups of modules that could be services of their own, each sorted, and the list sorted."""
    known = {}
    for module in modules:
        known[module.name] = module
    for module in known.values():
        _known_only(module.calls, known)
    group = {name: {name} for name in known}
    for one, other in combinations(known.values(), 2):
        if set(one.tables) & set(other.tables):
            _merge(group, one.name, other.name)
    while circle := _circle(known, group):
        _merge(group, *circle)
    return sorted({tuple(sorted(names)) for names in group.values()})
