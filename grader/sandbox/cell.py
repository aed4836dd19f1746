"""A cell: imports the student's module and does what the test on the other end of the socket asks, until it hangs up.

Theory of operation. The zygote has forked this process for one test and taken its rights away. The socket is the only
way out. The runner sends one operation at a time and waits for its answer; while the student's code runs it may ask
the runner in return (an HTTP request, a call of the test's function), and the runner may answer that with a further
operation first. So both sides are always either speaking or listening, and the nesting is strict. Threads of the
student's take turns (see ``world``), so there is never more than one conversation. Sandbox only.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import importlib.util
import inspect
import itertools
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable
from importlib.machinery import SourceFileLoader
from typing import Any, NoReturn

from grader.sandbox.asgi import Application
from grader.sandbox.hang import Alarm, Place, own_places
from grader.sandbox.introspection import Sources, is_lasting
from grader.sandbox.printed import Printed
from grader.sandbox.process.reserve import Reserve
from grader.sandbox.remote_calls import make_callback
from grader.sandbox.tls import End
from grader.sandbox.together import together
from grader.sandbox.virtual.event_loop import next_timer, pause
from grader.sandbox.virtual.world import World, never
from grader.sandbox.wire import exceptions
from grader.sandbox.wire.frames import Closed, Frames
from grader.sandbox.wire.values import Codec, Handles

Message = dict[str, Any]
RESERVE = 4 << 20
"""Bytes kept for telling that memory has run out. Nobody touches them, so that they cost no memory until then."""


class Cell:
    """One conversation with one test. ``folder`` holds the student's files and ends without a slash; ``seconds`` are
    those of CPU time for the import and for the test, if they are limited.
    """

    def __init__(
        self,
        connection: socket.socket,
        world: World,
        folder: str,
        message_limit: int,
        seconds: tuple[float, float] | None = None,
    ) -> None:
        self.world = world
        self.folder = folder
        self.sources = Sources(folder)
        self._frames = Frames(connection, message_limit)
        self.handles = Handles()
        self._callbacks: dict[int, Callable[..., Any]] = {}
        self.codec = Codec(self.handles, self._callback)
        self._reserve = Reserve(RESERVE)
        self._printed = Printed()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._apps: dict[int, Application] = {}
        self._operations: dict[str, Callable[[Message], Any]] = {
            "call": self._call,
            "get": self._get,
            "item": lambda m: self.codec.encode(self.handles[m["target"]][self.codec.decode(m["key"])]),
            "len": lambda m: len(self.handles[m["target"]]),
            "take": self._take,
            "asgi": self._asgi,
            "advance": self._advance,
            "together": lambda m: together(self, m["items"]),
            "tls": lambda m: self.handles.number(End(self.handles[m["target"]], m["server"], m["hostname"])),
        }
        self._seconds = seconds
        world.stuck = self._stuck
        world.ask = self.ask

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop of this cell, made when it is needed first: most tests need none."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
        return self._loop

    def serve(self, module: str) -> None:
        """Import ``<folder>/<module>.py``, say how that went, then serve until the runner hangs up."""
        alarm = Alarm(self.folder, self._hung, lambda: self._frames.sending) if self._seconds else None
        try:
            if alarm and self._seconds:
                alarm.allow(self._seconds[0])
            self._send(self._attempt(lambda _: self._import(module), {}))
            if alarm and self._seconds:
                alarm.allow(self._seconds[1])
            while True:
                message = self._frames.receive()
                if alarm and "hung" in message:
                    alarm.know(message["hung"])
                self._send({**self._attempt(self._live_and_operate, message), **self._peek(message)})
        except Closed:
            return

    def ask(self, message: Message) -> Message:
        """Ask the runner something and wait for the reply, doing meanwhile what it asks first."""
        self._send(message)
        while True:
            incoming = self._receive()
            if incoming["op"] == "reply":
                return incoming
            self._send(self._operate(incoming))

    def function(self, message: Message) -> Any:
        """The callable that a call names: an attribute of its target, or the target itself."""
        target = self.handles[message["target"]]
        return getattr(target, message["name"]) if message["name"] else target

    def application(self, app: Any) -> Application:
        """The driver of an ASGI application, one for each."""
        return self._apps.setdefault(self.handles.number(app), Application(app))

    def error(self, error: BaseException) -> Message:
        """An exception as a message."""
        return exceptions.describe(error, self.codec, self.sources)

    def _live_and_operate(self, message: Message) -> Any:
        """Time that has passed elsewhere, in another process of the test, has passed here as well."""
        if self._loop is not None:
            asyncio.set_event_loop(self._loop)  # asyncio.run in the student's code leaves none behind
        if message["now"] > self.world.now:
            self._live_until(message["now"])
        else:
            self.world.go_back_to(message["now"])
        return self._operations[message["op"]](message)

    def _operate(self, message: Message) -> Message:
        return {**self._attempt(self._operations[message["op"]], message), **self._peek(message)}

    def _get(self, message: Message) -> Message:
        target, name = self.handles[message["target"]], message["name"]
        value = getattr(target, name)
        return {"value": self.codec.encode(value), "lasting": is_lasting(target, name)}

    def _peek(self, message: Message) -> Message:
        """What the test wants to know after each call, told with its outcome: it saves a question and an answer."""
        if not message.get("peek"):
            return {}
        peeked: list[Any] = []
        for target, name in message["peek"]:
            try:
                peeked.append([self.codec.encode(getattr(self.handles[target], name))])
            except Exception:  # the test will ask, and then be told
                peeked.append(None)
        return {"peeked": peeked}

    def _attempt(self, operation: Callable[[Message], Any], message: Message) -> Message:
        try:
            return {"type": "answer", "value": operation(message)}
        except Closed:
            raise
        except BaseException as error:  # a student's SystemExit is an answer, not the end of the cell
            return {"type": "raised", "error": self._told(error)}

    def _told(self, error: BaseException) -> Message:
        """The exception as a message, also where there is no memory left to make one in."""
        if isinstance(error, MemoryError):
            self._reserve.give_up()
        try:
            return self.error(error)
        except MemoryError:
            self._reserve.give_up()
            return self.error(error)

    def _import(self, module: str) -> None:
        sys.path.append(self.folder)
        sys.dont_write_bytecode = True
        path = f"{self.folder}/{module}.py"
        loader = SourceFileLoader(module, path)
        spec = importlib.util.spec_from_file_location(module, path, loader=loader)
        if spec is None:
            raise ImportError(f"{module}.py can't be loaded")
        loaded = importlib.util.module_from_spec(spec)
        sys.modules[module] = loaded
        self.handles.set_module(loaded)
        code = loader.get_code(module)
        if code is None:
            raise ImportError(f"{module}.py can't be loaded")
        self.sources.imported(code)
        exec(code, vars(loaded))  # noqa: S102 — as ``exec_module`` does, which does not tell the code

    def _call(self, message: Message) -> Message:
        function = self.function(message)
        place = self.sources.place_of(function)
        arguments = [self.codec.decode(form) for form in message["args"]]
        named = {name: self.codec.decode(form) for name, form in message["kwargs"]}
        value = self.settle(function(*arguments, **named))
        pairs = itertools.chain(
            zip(itertools.count(), arguments, message["args"], strict=False),
            ((name, named[name], form) for name, form in message["kwargs"]),
        )
        changed = [
            [key, self.codec.encode(argument)]
            for key, argument, form in pairs
            if isinstance(argument, list | dict | set) and argument != self.codec.decode(form)
        ]
        return {"value": self.codec.encode(value), "changed": changed, "place": place}

    def settle(self, value: Any) -> Any:
        """The value itself, or what it comes to when awaited."""
        return self.finish(value) if inspect.isawaitable(value) else value

    def finish(self, work: Awaitable[Any]) -> Any:
        """What awaitable work comes to, on the event loop of this cell.

        If that runs already, the student's own async code is waiting for the test's function, and that has called back:
        then in a thread with a loop of its own.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self.loop.run_until_complete(_awaited(work))
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()

        def run() -> None:
            try:
                future.set_result(asyncio.run(_awaited(work)))
            except BaseException as error:  # it is raised again where it belongs
                future.set_exception(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
        return future.result()

    def _take(self, message: Message) -> Any:
        source, count = self.handles[message["target"]], message["count"]
        if hasattr(source, "__aiter__"):
            return self.codec.encode(self.finish(_take_async(source, count)))
        return self.codec.encode(list(itertools.islice(source, count)))

    def _asgi(self, message: Message) -> Message:
        application = self.application(self.function(message))
        response = self.finish(application.answer(message["request"]))
        error = application.error
        return {"response": response, "error": None if error is None else self.error(error)}

    def _advance(self, message: Message) -> float | None:
        """Live until then; when something is due next, in seconds since the test began."""
        self._live_until(message["to"])
        moments = (self.world.due(), next_timer(self._loop) if self._loop else None)
        return min((moment for moment in moments if moment is not None), default=None)

    def _live_until(self, deadline: float) -> None:
        """Let tasks and threads do what they have to do until then, that moment included."""
        # A loop that runs waits for the test's function, which moves time here: its tasks go on when that has returned.
        if self._loop is not None and not self._loop.is_running() and asyncio.all_tasks(self._loop):
            self._loop.run_until_complete(_pause_until(self.world, deadline))
        self.world.block(never, deadline)
        self.world.settle()

    def _callback(self, number: int, awaitable: bool, name: str) -> Callable[..., Any]:
        if number not in self._callbacks:
            self._callbacks[number] = make_callback(self, number, awaitable, name)
        return self._callbacks[number]

    def _send(self, message: Message) -> None:
        self._printed.flush()
        told, self.world.sleeps = self.world.sleeps, []
        envelope = {"now": self.world.now, "sleeps": told}
        try:
            self._frames.send({**message, **envelope})
        except (OverflowError, MemoryError) as error:  # the value is there, but what would tell it does not fit
            self._frames.send({"type": "raised", "error": self._told(error), **envelope})

    def _receive(self) -> Message:
        message = self._frames.receive()
        self.world.move_to(message["now"])
        return message

    def _stuck(self) -> NoReturn:
        self._send({"type": "stuck", "frames": own_places(sys._getframe(), self.folder)})
        os._exit(0)

    def _hung(self, places: list[Place], again: bool) -> NoReturn:
        with contextlib.suppress(Exception):  # it may have been interrupted in the middle of printing
            sys.stdout.flush()
        message = {"type": "hung", "frames": places, "again": again, "now": self.world.now, "sleeps": []}
        self._frames.send(message)
        os._exit(0)


async def _awaited(value: Any) -> Any:
    return await value


async def _take_async(source: Any, count: int) -> list[Any]:
    taken: list[Any] = []
    iterator = aiter(source)
    while len(taken) < count:
        try:
            taken.append(await anext(iterator))
        except StopAsyncIteration:
            break
    return taken


async def _pause_until(world: World, deadline: float) -> None:
    await pause(deadline - world.now)
