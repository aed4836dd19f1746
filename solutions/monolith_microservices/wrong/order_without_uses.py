"""Looks only at what a service requires to find the order.

Fails: test_deploys_what_is_called_first, test_refuses_a_circle
"""


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    """Plan the deployment of the services that have changed, wave by wave."""
    known = _by_name(services)
    pending = _known_only(changed, known)
    calls = {name: set(service.requires) for name, service in known.items()}
    before = {name: (_reachable(calls, name) & pending) for name in pending}
    if circular := {name for name in pending if any(name in before[other] for other in before[name] - {name})}:
        raise CycleError(circular)
    waves = []
    while pending:
        ready = {name for name in pending if not (before[name] - {name}) & pending}
        waves.append(Wave(tuple(sorted(ready)), tuple(sorted(_down(known, ready)))))
        pending -= ready
    return waves
