"""Takes tables whose names differ in case for one.

Fails: test_keeps_apart_what_is_apart
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
        if {t.lower() for t in one.tables} & {t.lower() for t in other.tables}:
            _merge(group, one.name, other.name)
    while circle := _circle(known, group):
        _merge(group, *circle)
    return sorted({tuple(sorted(names)) for names in group.values()})
