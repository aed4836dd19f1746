"""`grader mocks`, without the command around it: real sockets on loopback, real connections that break."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from mocks import serve as serving

ROOT = Path(__file__).parents[2]


class Moody:
    """A service whose every path is a way to fail."""

    host = "moody.test"

    def __init__(self, clock: object) -> None:
        self.app = FastAPI()
        errors = {"reset": ConnectionResetError, "refuse": ConnectionRefusedError, "hang": TimeoutError}

        @self.app.get("/{how}")
        async def answer(how: str) -> str:
            if how in errors:
                raise errors[how]
            return how


def with_served(scenario, monkeypatch, names=("moody",)):
    """Serve on free ports, run the scenario with the lines that were said, stop."""
    monkeypatch.setitem(sys.modules, "moody_for_test", sys.modules[__name__])
    monkeypatch.setattr(serving, "SERVICES", {**serving.SERVICES, "moody": "moody_for_test:Moody"})

    async def run():
        stop, said, lines = asyncio.Event(), asyncio.Event(), []

        def say(line):
            lines.append(line)
            if line.startswith("Stop"):
                said.set()

        server = asyncio.create_task(serving.serve_until(stop, names, first_port=0, say=say))
        await said.wait()
        try:
            async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
                return await scenario(client, lines, stop)
        finally:
            stop.set()
            await server

    return asyncio.run(run())


def address(line):
    return next(word for word in line.split() if word.startswith("http://"))


def test_says_where_each_service_and_its_openapi_page_are(monkeypatch):
    """One line a service: its name, its address, its page."""

    async def scenario(client, lines, stop):
        page = lines[0].split()[-1]
        return lines[0].split()[0], (await client.get(page)).status_code

    assert ("moody", 200) == with_served(scenario, monkeypatch)


def test_serves_the_instances_behind_the_registry_at_the_addresses_it_lists(monkeypatch):
    """What the registry lists can be called."""

    async def scenario(client, lines, stop):
        listed = (await client.get(f"{address(lines[0])}/v1/health/service/payment")).json()
        urls = [f"http://{e['Service']['Address']}:{e['Service']['Port']}/x" for e in listed]
        return [(await client.get(url)).json()["instance"] for url in urls]

    names = ["payment-1", "payment-2", "payment-3"]
    assert names == with_served(scenario, monkeypatch, ["registry"])


@pytest.mark.parametrize("how", ["reset", "refuse"])
def test_a_service_that_breaks_the_connection_breaks_it(monkeypatch, how):
    """Not a 500, not an empty answer: the client sees the connection reset."""

    async def scenario(client, lines, stop):
        with pytest.raises(httpx.ReadError):
            await client.get(f"{address(lines[0])}/{how}")
        return (await client.get(f"{address(lines[0])}/fine")).json()

    assert "fine" == with_served(scenario, monkeypatch)


def test_a_service_that_hangs_never_answers_and_holds_nobody_else(monkeypatch):
    """Only who asked waits; the next one is served."""

    async def scenario(client, lines, stop):
        waiting = asyncio.create_task(client.get(f"{address(lines[0])}/hang"))
        for _ in range(3):
            await client.get(f"{address(lines[0])}/fine")
        done = waiting.done()
        waiting.cancel()
        return done

    assert False is with_served(scenario, monkeypatch)


def test_stopping_waits_for_no_open_request(monkeypatch, caplog):
    """A hanging answer and a long poll are cut off when the server stops, without a word."""

    async def scenario(client, lines, stop):
        moody, registry = address(lines[0]), address(lines[1])
        requests = [f"{moody}/hang", f"{registry}/v1/health/service/payment?index=99&wait=10m"]
        waiting = [asyncio.create_task(client.get(url)) for url in requests]
        for url in (moody, registry):  # by the time these are answered, the others have arrived
            await client.get(url)
        stop.set()
        return [type(e) for e in await asyncio.gather(*waiting, return_exceptions=True)]

    assert [httpx.ReadError] * 2 == with_served(scenario, monkeypatch, ["moody", "registry"])
    assert [] == caplog.records


def test_refuses_a_service_that_does_not_exist():
    """The message names what there is."""
    with pytest.raises(ValueError, match=r"no service 'cash'.*registry"):
        asyncio.run(serving.serve_until(asyncio.Event(), ["cash"], first_port=0))


def test_takes_a_free_port_when_the_wanted_one_is_taken(monkeypatch):
    """Two servers at once do not get into each other's way."""
    first = serving._listen(0)
    wanted = first.getsockname()[1]
    second = serving._listen(wanted)
    try:
        assert wanted != second.getsockname()[1]
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ends_cleanly_on_a_signal(number):
    """Ctrl-C is the normal way out: exit code 0, no traceback."""
    code = "from mocks.serve import serve; serve(['registry'], first_port=0, say=lambda s: print(s, flush=True))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for line in process.stdout:
        if line.startswith("Stop"):
            break
    os.kill(process.pid, number)
    _, errors = process.communicate(timeout=30)
    assert (0, "") == (process.returncode, errors)


def test_the_page_of_a_service_needs_no_internet(monkeypatch):
    """It loaded its scripts from elsewhere, and stayed blank without."""

    async def scenario(client, lines, stop):
        at = address(lines[0])
        page = (await client.get(f"{at}/docs")).text
        loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
        answers = [(await client.get(f"{at}{path}")).status_code for path in loaded]
        return (
            loaded,
            answers,
            (await client.get(f"{at}/redoc")).text,
            (await client.get(f"{at}/reset-not")).status_code,
        )

    loaded, answers, redoc, other = with_served(scenario, monkeypatch)
    assert len(loaded) >= 3
    assert {200} == set(answers)
    assert "https://" not in redoc.replace("https://github.com", "")
    assert 200 == other
