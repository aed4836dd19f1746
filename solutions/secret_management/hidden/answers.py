"""A manager of which each answer is told beforehand, for what the real one never does."""

import httpx

from .support import HOST


def serve(network, *answers):
    """A manager that gives these answers, the last one for ever. Returns what it is asked."""
    asked, rest = [], list(answers)

    def answer(request):
        asked.append((request.method, request.url.path))
        return rest.pop(0) if len(rest) > 1 else rest[0]

    network.serve(HOST, answer)
    return asked


def lease(name="u1", duration=60, renewable=True):
    data = {"username": name, "password": f"pw-{name}"}
    return httpx.Response(
        200, json={"lease_id": f"l-{name}", "lease_duration": duration, "renewable": renewable, "data": data}
    )


def renewed(duration):
    return httpx.Response(200, json={"lease_id": "l-u1", "lease_duration": duration, "renewable": True})
