"""Takes the last of two services of one name.

Fails: test_refuses_names_that_make_no_sense
"""


def _by_name(services: Iterable[Service]) -> dict[str, Service]:
    known: dict[str, Service] = {}
    for service in services:
        known[service.name] = service
    for service in known.values():
        _known_only((*service.requires, *service.uses), known)
    return known
