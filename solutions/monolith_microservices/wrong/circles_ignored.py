"""Does not look at the calls.

Fails: test_finds_circles_between_groups, test_keeps_together_who_calls_in_a_circle, test_says_not_yet,
    test_says_when_it_is_time
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
        if set(one.tables) & set(other.tables):
            _merge(group, one.name, other.name)
    return sorted({tuple(sorted(names)) for names in group.values()})
