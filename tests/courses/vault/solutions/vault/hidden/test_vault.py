"""The suite that nobody may see. CANARY-HIDDEN-93b0fa"""

import random
from functools import partial

import httpx
import pytest

from grader.suite import delay, explain, status

SECRET = "CANARY-HIDDEN-93b0fa"


@pytest.fixture
def vault(network):
    """A service that knows the values of all keys."""

    def answer(request):
        key = request.url.path.rpartition("/")[2]
        return httpx.Response(200, json={"value": f"value of {key}"})  # CANARY-HIDDEN-93b0fa

    network.serve("vault.test", answer)
    return "vault.test"


def _numbers(seed):
    return random.Random(f"{SECRET}{seed}").sample(range(1000, 100_000), 4)


@pytest.mark.task("values", points=1)
def test_doubles(student):
    """Twice a number is twice the number."""
    for number in _numbers("double"):  # CANARY-HIDDEN-93b0fa
        found = student.double(number)
        assert found == 2 * number, explain(expected="twice the number", happened=f"double gave {found!r}")


@pytest.mark.task("values", points=0.5)
def test_tallies(student):
    """The first call is the first."""
    assert [student.tally(), student.tally()] == [1, 2], "tally does not count from 1"


@pytest.mark.task("values", points=0.5)
def test_tallies_afresh(student):
    """In every test anew."""
    assert [student.tally(), student.tally(), student.tally()] == [1, 2, 3], "tally does not count from 1"


@pytest.mark.task("values", points=1)
def test_visits(student):
    """Every item is looked at, in order."""
    seen = []

    def look(item):
        seen.append(item)
        return item + 1

    numbers = _numbers("visit")
    found = student.visit(list(numbers), look)  # a copy: what is passed comes back as it was left
    assert seen == numbers, explain(expected="every item, in order", happened=f"{len(seen)} were looked at")
    assert found == [number + 1 for number in numbers], "visit does not give what look gave"


@pytest.mark.task("values", points=0.5)
def test_keeps(student):
    """What was put into a box comes out."""
    for number in _numbers("box"):
        assert student.Box(number).open() == number, "the box does not hold what was put into it"


@pytest.mark.task("values", points=0.5)
def test_lets_withdraw(student):
    """What is there can be withdrawn."""
    for number in _numbers("withdraw"):
        found = student.withdraw(number, 900)
        assert found == number - 900, explain(expected="what is left", happened=f"withdraw gave {found!r}")


@pytest.mark.task("values", points=1)
def test_refuses_an_overdraft(student):
    """What is not there can't."""
    for number, more in zip(_numbers("overdraft") * 2, (0, 1, 1, 0, 0, 0, 1, 0), strict=True):
        if more:  # in no order that could be guessed
            with student.raises("Overdrawn"):
                student.withdraw(number, number + more)
        else:
            assert student.withdraw(number, number) == 0, "withdraw does not give what is left"


@pytest.mark.task("values", points=1)
def test_adds_up(student):
    """What several hands put in at once is all there."""
    till, amounts = student.Till(), _numbers("till")
    student.together(*[partial(till.put, amount) for amount in amounts])
    assert till.total == sum(amounts), explain(expected="all of it", happened=f"{till.total!r} of it")


@pytest.mark.task("world", points=1)
def test_fetches(student, vault):
    """The value is the service's."""
    for number in _numbers("fetch"):
        found = student.fetch(f"k{number}")
        assert found == f"value of k{number}", explain(expected="the value", happened=f"fetch gave {found!r}")


@pytest.mark.task("world", points=1)
def test_gathers(student, vault, network, clock):
    """Several values cost the time of one."""
    keys = [f"k{number}" for number in _numbers("gather")]
    network.script(vault, *(delay(1) for _ in keys))
    found = student.gather(list(keys))
    assert found == [f"value of {key}" for key in keys], explain(
        expected="the values in order", happened=f"gather gave {found!r}"
    )
    assert clock.elapsed == pytest.approx(1.0), f"it took {clock.elapsed:g} s"


@pytest.mark.task("world", points=2)
def test_is_patient(student, vault, network, clock):
    """Two 503 are waited out, a second each."""
    key = f"k{_numbers('patient')[0]}"
    network.script(vault, status(503), status(503))
    found = student.patient(key)
    assert found == f"value of {key}", explain(expected="the value", happened=f"patient gave {found!r}")
    assert clock.sleeps == [1.0, 1.0], f"it slept {clock.sleeps}"
    began = [exchange.at - network.requests(vault)[0].at for exchange in network.requests(vault)]
    assert began == pytest.approx([0, 1, 2]), f"its attempts began after {began} s"
    waited = [exchange.at - clock.time() for exchange in network.requests(vault)]
    assert waited == pytest.approx([-2, -1, 0], abs=0.001), "it did not wait between the tries"


@pytest.mark.task("world", points=1)
def test_waits(student, clock):
    """An hour is an hour."""
    assert student.wait_for(3600) == pytest.approx(3600), "wait_for does not tell how long it took"
    assert clock.sleeps == [3600.0], f"it slept {clock.sleeps}"
    assert clock.elapsed == pytest.approx(3600), f"{clock.elapsed:g} s have passed"
    assert clock.elapsed == pytest.approx(3600), f"{clock.elapsed:g} s have passed"


@pytest.mark.task("world", points=1)
def test_serves(student):
    """The application doubles as well."""
    for number in _numbers("serve"):
        answer = student.app("app").get(f"/double/{number}")
        assert answer.status_code == 200, f"it answered {answer.status_code}"
        assert answer.json() == {"value": 2 * number}, f"it answered {answer.text}"
