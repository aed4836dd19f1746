"""Deploys each service as late as possible.

Fails: test_unknown
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
        ready = {name for name in pending if not (before[name] - {name}) & pending}
        waves.append(Wave(tuple(sorted(ready)), tuple(sorted(_down(known, ready)))))
        pending -= ready
    return _late(waves, before, known)


def _late(waves: list[Wave], before: dict[str, set[str]], known: dict[str, Service]) -> list[Wave]:
    left = {name for wave in waves for name in wave.redeploy}
    turned: list[Wave] = []
    while left:
        last = {name for name in left if not any(name in before[other] for other in left - {name})}
        turned.insert(0, Wave(tuple(sorted(last)), tuple(sorted(_down(known, last)))))
        left -= last
    return turned
