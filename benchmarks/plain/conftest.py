"""The baseline: the checks of a hidden suite as ordinary in-process pytest, the student's module imported beside them.

This is what a course would write without the grader: fixtures of the same names that hand out the module itself, a
patched clock, respx in front of the same mock services. The suite file is the grader's own, so that both sides check
the same; here ``student`` is a thin wrapper that only turns the student's exceptions into the suite's
``StudentError``. Nothing is isolated.

Run as ``STUDENT=path/to/module.py python -m pytest -c benchmarks/plain/pytest.ini solutions/T/hidden/test_T.py``.
"""

from __future__ import annotations

import base64
import importlib.util
import os
import time
from asyncio import CancelledError
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import respx

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.suite.student import Caught, StudentError
from grader.harness.wire.messages import ErrorForm, HttpAsk
from mocks.payment import PaymentService

VALUES = (type(None), bool, int, float, str, bytes, list, tuple, dict, set, httpx.Response)


class Local:
    """An object of the student's, its exceptions turned into the suite's."""

    def __init__(self, target: Any) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._target, name)
        return found if isinstance(found, VALUES) else Local(found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Local) and self._target is other._target

    def __hash__(self) -> int:
        return id(self._target)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        bare = [arg._target if isinstance(arg, Local) else arg for arg in args]
        named = {key: arg._target if isinstance(arg, Local) else arg for key, arg in kwargs.items()}
        try:
            value = self._target(*bare, **named)
        except (Exception, CancelledError) as error:
            names = [kind.__name__ for kind in type(error).__mro__]
            raise StudentError(ErrorForm(names, "", [], None), str(error), error) from error
        return value if isinstance(value, VALUES) else Local(value)


class LocalStudent(Local):
    """The student's module."""

    def raises(self, *names: str, why: str = "", try_next: str = "") -> Any:
        """As ``pytest.raises``, by class names."""
        del why, try_next
        return _Raises(names)

    def together(self, *calls: partial[Any]) -> list[Any]:
        """Run calls in threads."""
        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(_outcome, calls))


class _Raises:
    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._caught = Caught()

    def __enter__(self) -> Caught:
        return self._caught

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, StudentError):
            assert error is not None, "nothing was raised"
            return False
        self._caught.value = error
        return bool(set(self._names) & set(error.names))


def _outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except StudentError as error:
        return error


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    clock = Clock()

    def sleep(seconds: float) -> None:
        clock.sleeps.append(seconds)
        clock.move_to(clock.elapsed + seconds)

    monkeypatch.setattr(time, "monotonic", lambda: clock.elapsed)
    monkeypatch.setattr(time, "sleep", sleep)
    with clock.installed():
        yield clock


@pytest.fixture
def evidence(clock: Clock) -> Recorder:
    return Recorder(lambda: clock.elapsed)


@pytest.fixture
def network(clock: Clock, evidence: Recorder) -> Iterator[Network]:
    network = Network(clock, evidence)

    def answer(request: httpx.Request) -> httpx.Response:
        body = base64.b64encode(request.content).decode()
        headers = [(name.decode(), value.decode()) for name, value in request.headers.raw]
        limits = request.extensions["timeout"]
        ask = HttpAsk(
            now=0,
            sleeps=[],
            method=request.method,
            url=str(request.url),
            headers=headers,
            body=body,
            timeout=limits["read"],
            connect_timeout=limits["connect"],
        )
        reply = network.handle(ask)
        clock.move_to(clock.elapsed + (reply["after"] or 0))
        if reply["error"]:
            raise getattr(httpx, reply["error"])(reply["text"], request=request)
        return httpx.Response(
            reply["status"], headers=[tuple(pair) for pair in reply["headers"]], content=base64.b64decode(reply["body"])
        )

    with respx.mock(using="httpx", assert_all_called=False) as router:
        router.route().mock(side_effect=answer)
        yield network


@pytest.fixture
def payment(clock: Clock, network: Network, evidence: Recorder) -> PaymentService:
    service = PaymentService(clock, observe=evidence.state)
    network.serve(service.host, service.app)
    return service


@pytest.fixture
def student(clock: Clock, network: Network) -> LocalStudent:
    del clock, network  # in place before the module is imported
    return LocalStudent(_module(Path(os.environ["STUDENT"])))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
