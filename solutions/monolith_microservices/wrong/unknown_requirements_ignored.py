"""Does not look whether what a service requires is there.

Fails: test_unknown
"""


def _by_name(services: Iterable[Service]) -> dict[str, Service]:
    known: dict[str, Service] = {}
    for service in services:
        if service.name in known:
            raise ValueError(f"{service.name!r} is there twice")
        known[service.name] = service
    for service in known.values():
        _known_only(service.uses, known)
    return known


def _reachable(calls: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = list(calls[start])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(calls.get(name, ()))
    return found
