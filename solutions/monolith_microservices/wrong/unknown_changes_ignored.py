"""Passes over names in `changed` that are not there.

Fails: test_refuses_names_that_make_no_sense
"""


def _known_only(names: Iterable[str], known: Mapping[str, object]) -> set[str]:
    wanted = set(names)
    return wanted & known.keys()


def _by_name(services: Iterable[Service]) -> dict[str, Service]:
    known: dict[str, Service] = {}
    for service in services:
        if service.name in known:
            raise ValueError(f"{service.name!r} is there twice")
        known[service.name] = service
    for service in known.values():
        if unknown := {*service.requires, *service.uses} - known.keys():
            raise ValueError(f"unknown: {unknown}")
    return known


def find_boundaries(modules: Iterable[Module]) -> list[tuple[str, ...]]:
    """The groups of modules that could be services of their own, each sorted, and the list sorted."""
    known = {}
    for module in modules:
        if module.name in known:
            raise ValueError(f"{module.name!r} is there twice")
        known[module.name] = module
    for module in known.values():
        if not known.keys() >= set(module.calls):
            raise ValueError("unknown module")
    group = {name: {name} for name in known}
    for one, other in combinations(known.values(), 2):
        if set(one.tables) & set(other.tables):
            _merge(group, one.name, other.name)
    while circle := _circle(known, group):
        _merge(group, *circle)
    return sorted({tuple(sorted(names)) for names in group.values()})
