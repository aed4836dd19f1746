"""Deploys the callers before what they call.

Fails: test_deploys_together_what_can_go_together, test_deploys_what_is_called_first,
    test_example_deploys_the_called_service_first, test_refuses_a_circle, test_says_what_is_down
"""


def plan_microservices(services: Iterable[Service], changed: Iterable[str]) -> list[Wave]:
    """Plan the deployment of the services that have changed, wave by wave."""
    known = _by_name(services)
    pending = _known_only(changed, known)
    calls = {name: {*service.requires, *service.uses} for name, service in known.items()}
    before = {name: (_reachable(calls, name) & pending) for name in pending}
    if circular := {name for name in pending if any(name in before[other] for other in before[name] - {name})}:
        raise CycleError(circular)
    waves = []
    while pending:
        ready = {name for name in pending if not any(name in before[other] for other in pending - {name})}
        waves.append(Wave(tuple(sorted(ready)), tuple(sorted(_down(known, ready)))))
        pending -= ready
    return waves
