"""What the suite's files share: a service that answers everything, and a look at the tries of a call."""

from __future__ import annotations

from itertools import pairwise

import httpx

from grader.suite import StudentError, explain

API = "http://api.test"
TWICE = "the service may have done the work before the connection broke; sent again, it is done twice"
STORM = "callers that wait the same time come back at the same moment, and keep the service down"


def serve(network) -> None:
    """Answer 200 to every request for ``api.test`` unless something else is planned."""
    network.serve("api.test", lambda request: httpx.Response(200, json={"path": request.url.path}))


def outcome(call, *arguments, **options):
    """What became of a call: the status of the answer (or what else came back), or the name of the exception."""
    try:
        answer = call(*arguments, **options)
        return answer if isinstance(answer, str) else answer.status_code
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error.name


def count(network, host="api.test") -> int:
    """How many requests that host has got so far."""
    return len(network.requests(host))


def tries_of(network, call, *arguments, **options):
    """What became of a call, and how many tries it took."""
    before = count(network)
    found = outcome(call, *arguments, **options)
    return found, count(network) - before


def meeting(client, method, error, **options):
    """Let the first try meet this exception, raised where httpx asks for authentication: the outcome, and the tries."""
    tries = []

    def authenticate(request):
        tries.append(method)
        if len(tries) == 1:
            raise error("on the way")
        return request

    return outcome(client.request, method, API, auth=authenticate, **options), len(tries)


def pauses(network, since=0, host="api.test") -> list[float]:
    """Seconds between the end of each try and the beginning of the next one."""
    tries = network.requests(host)[since:]
    return [after.at - (before.at + before.seconds) for before, after in pairwise(tries)]


def near(found, expected) -> bool:
    """Whether two times, or lists of them, are the same to a hundredth of a second."""
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(near, found, expected))
    return abs(found - expected) < 0.01


def shown(seconds) -> str:
    """Seconds for a reader."""
    if isinstance(seconds, list):
        return "[" + ", ".join(f"{each:.2f}" for each in seconds) + "]"
    return f"{seconds:.2f} s"


def expect_equal(found, expected, *, of, **more) -> None:
    """Compare, and say of what; ``more`` goes into the message."""
    assert found == expected, explain(expected=f"{of}: {expected}", happened=f"{found}", **more)
