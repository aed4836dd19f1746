"""The student's httpx, sync and async, ends here: every request goes to the runner, the only world there is.

respx puts itself below httpx's transports; ``Bridge`` is the router that it asks. Sandbox only.
"""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import httpx
import respx

from grader.sandbox.virtual.event_loop import pause
from grader.sandbox.virtual.world import World, never


class Bridge(respx.MockRouter):
    """Answers every request with what the runner says, after as much virtual time as the runner says."""

    def __init__(self, world: World) -> None:
        # At httpcore, not at the client: a transport of the student's own around httpx's is then still used.
        super().__init__(assert_all_called=False, using="httpcore")
        self._world = world

    def handler(self, request: httpx.Request) -> httpx.Response:
        """The answer for a synchronous client: other threads run meanwhile."""
        return outcome(request, answer_to(request, self._world))

    async def async_handler(self, request: httpx.Request) -> httpx.Response:
        """The answer for an asynchronous client: other tasks run meanwhile."""
        answer = self._world.ask(describe(request))
        if answer["after"] is None:
            await asyncio.get_running_loop().create_future()  # without a timer, so that it is seen to hang for ever
        elif answer["after"]:
            await pause(answer["after"])
            answer = self._world.ask(collect(answer))
        return outcome(request, answer)


def answer_to(request: httpx.Request, world: World) -> dict[str, Any]:
    """The runner's answer to a request, when its time has come: other threads run meanwhile."""
    answer = world.ask(describe(request))
    if answer["after"] is None:
        world.block(never)
    elif answer["after"]:
        world.block(never, world.now + answer["after"])
        answer = world.ask(collect(answer))
    return answer


def body_of(answer: dict[str, Any]) -> bytes:
    """The body of the runner's answer."""
    return base64.b64decode(answer["body"])


def describe(request: httpx.Request) -> dict[str, Any]:
    """A request as a message; its body has been read by respx."""
    timeouts = request.extensions.get("timeout") or {}
    return {
        "type": "http",
        "method": request.method,
        "url": str(request.url),
        "headers": [[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers.raw],
        "body": base64.b64encode(request.content).decode("ascii"),
        "timeout": timeouts.get("read"),
        "connect_timeout": timeouts.get("connect"),
    }


def collect(answer: dict[str, Any]) -> dict[str, Any]:
    """What asks for an answer whose time has come: the runner keeps it until then."""
    return {"type": "collect", "number": answer["number"]}


def outcome(request: httpx.Request, answer: dict[str, Any]) -> httpx.Response:
    """The runner's answer as a response, or as the exception of httpx that it names."""
    if answer["error"]:
        raise getattr(httpx, answer["error"])(answer["text"], request=request)
    return httpx.Response(
        answer["status"],
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer["headers"]],
        stream=httpx.ByteStream(body_of(answer)),  # unread, so that it can be streamed
        request=request,
    )


def install(world: World) -> None:
    """Switch interception on, once, before the fork: it costs milliseconds.

    One TLS context is shared by all clients, since none of them ever opens a connection and each would build its own
    in 10 to 20 ms.
    """
    shared = httpx.create_ssl_context()
    for module in (httpx._config, httpx._transports.default):
        module.create_ssl_context = lambda *_args, **_kwargs: shared  # type: ignore[attr-defined] # see above
    Bridge(world).start()
