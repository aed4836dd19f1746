"""Redeploys all services whenever one has changed.

Fails: test_deploys_what_is_called_first, test_example_deploys_the_called_service_first,
    test_redeploys_only_what_has_changed, test_refuses_a_circle, test_says_what_is_down
"""


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    """Plan the deployment of the services that have changed, wave by wave."""
    known = _by_name(services)
    pending = set(known) if _known_only(changed, known) else set()
    calls = {name: {*service.requires, *service.uses} for name, service in known.items()}
    before = {name: (_reachable(calls, name) & pending) for name in pending}
    if circular := {name for name in pending if any(name in before[other] for other in before[name] - {name})}:
        raise CycleError(circular)
    waves = []
    while pending:
        ready = {name for name in pending if not (before[name] - {name}) & pending}
        waves.append(Wave(tuple(sorted(ready)), tuple(sorted(_down(known, ready)))))
        pending -= ready
    return waves
