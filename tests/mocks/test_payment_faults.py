"""What goes wrong at the payment service when a test wants it to: scripted, lasting, by chance."""

import math

import pytest
from payment_bench import PaymentBench

from mocks.faults import delay, hang, ok, refuse, reset, status
from mocks.payment import PaymentService
from mocks.service import SystemClock


@pytest.fixture
def bench() -> PaymentBench:
    return PaymentBench()


def statuses(bench: PaymentBench, count: int) -> list[int]:
    return [bench.get("/methods").status_code for _ in range(count)]


def test_follows_its_script_and_is_well_again(bench):
    """One step for each request, in order, then normal answers."""
    bench.payment.plan(status(500), ok(), status(503))
    assert [500, 200, 503, 200, 200] == statuses(bench, 5)


def test_an_error_status_is_problem_details_and_no_work(bench):
    """A planned error is a well-formed one, and nothing is charged."""
    bench.payment.plan(status(500))
    answer = bench.charge()
    assert (500, "Internal Server Error", "application/problem+json") == (
        answer.json()["status"],
        answer.json()["title"],
        answer.headers["content-type"],
    )
    assert [] == bench.amounts()


def test_says_when_to_come_back(bench):
    """Retry-After is there when asked for, and only then."""
    bench.payment.plan(status(503, headers={"Retry-After": "2"}), status(503))
    answers = [bench.charge(), bench.charge()]
    assert ["2", None] == [answer.headers.get("retry-after") for answer in answers]


def test_an_error_may_come_after_the_work(bench):
    """A 500 does not prove that nothing was done."""
    bench.payment.plan(status(500, after_work=True))
    assert 500 == bench.charge().status_code
    assert [1250] == bench.amounts()


def test_a_delay_takes_time_and_does_the_work(bench):
    """The answer comes that much later."""
    before = bench.clock.now
    bench.payment.plan(delay(3))
    assert 201 == bench.charge().status_code
    assert 3 == bench.clock.now - before
    assert [1250] == bench.amounts()


@pytest.mark.parametrize(
    ("fault", "error", "charged"),
    [
        (reset(), ConnectionResetError, [1250]),
        (reset(after_work=False), ConnectionResetError, []),
        (hang(), TimeoutError, []),
        (hang(after_work=True), TimeoutError, [1250]),
        (refuse(), ConnectionRefusedError, []),
    ],
)
def test_breaks_the_connection(bench, fault, error, charged):
    """A broken connection leaves the app as the exception of its name, with or without the work done."""
    bench.payment.plan(fault)
    with pytest.raises(error):
        bench.charge()
    assert charged == bench.amounts()


def test_a_blind_retry_charges_twice(bench):
    """Without a key, sending again after a broken connection is another charge."""
    bench.payment.plan(reset())
    with pytest.raises(ConnectionResetError):
        bench.charge()
    bench.charge()
    assert [1250, 1250] == bench.amounts()


def test_an_outage_lasts_until_it_recovers(bench):
    """Every request fails until the test says otherwise."""
    bench.payment.outage(status(503))
    before = statuses(bench, 3)
    bench.payment.recover()
    assert [503, 503, 503, 200] == before + statuses(bench, 1)


def test_an_outage_may_end_by_itself(bench):
    """With a length, it is over when the time has passed."""
    bench.payment.outage(status(503), seconds=60)
    bench.clock.now += 59
    during = statuses(bench, 1)
    bench.clock.now += 1
    assert [503, 200] == during + statuses(bench, 1)


def test_the_script_goes_before_the_outage(bench):
    """A planned step is taken first."""
    bench.payment.outage(status(503))
    bench.payment.plan(ok())
    assert [200, 503] == statuses(bench, 2)


def test_a_fault_may_wait_for_its_path(bench):
    """A step for one path lets other requests pass."""
    bench.payment.plan(status(500, path="/charges"))
    assert [200, 500, 201] == [
        bench.get("/methods").status_code,
        bench.charge().status_code,
        bench.charge().status_code,
    ]


def test_an_outage_may_be_of_one_path(bench):
    """The rest of the service goes on."""
    bench.payment.outage(status(503, path="/charges"))
    assert [503, 200] == [bench.charge().status_code, bench.get("/methods").status_code]


def test_is_flaky_in_the_same_way_for_the_same_seed():
    """Chance is repeatable, and about as frequent as asked for."""

    def run(seed: int) -> list[int]:
        bench = PaymentBench(seed)
        bench.payment.flaky(0.3, [status(500), status(503)])
        return statuses(bench, 200)

    assert run(1) == run(1)
    assert run(1) != run(2)
    assert 30 < sum(code != 200 for code in run(1)) < 90


@pytest.mark.parametrize(("rate", "faults"), [(1.1, [reset()]), (-0.1, [reset()]), (math.nan, [reset()]), (0.5, [])])
def test_refuses_a_chance_that_is_none(bench, rate, faults):
    """A rate is between 0 and 1, and there must be something to choose from."""
    with pytest.raises(ValueError, match="rate from 0 to 1"):
        bench.payment.flaky(rate, faults)


def test_recovers_from_everything(bench):
    """After `recover` no step, outage or chance is left; charges are."""
    bench.charge()
    bench.payment.plan(status(500))
    bench.payment.outage(status(503))
    bench.payment.flaky(1.0, [status(500)])
    bench.payment.recover()
    assert [200, 200] == statuses(bench, 2)
    assert [1250] == bench.amounts()


def test_tells_how_it_is(bench):
    """The observer hears of each change, once."""
    bench.payment.plan(status(500), status(500), delay(1))
    statuses(bench, 4)
    assert ["healthy", "failing", "slow", "healthy"] == [value for _, value in bench.seen]
    assert {"payment"} == {lane for lane, _ in bench.seen}


def test_health_tells_the_truth_whatever_is_planned(bench):
    """The health check takes no step of the script, and knows of an outage."""
    bench.payment.plan(status(500))
    well = bench.get("/health")
    bench.payment.outage(hang())
    ill = bench.get("/health")
    assert (200, "pass") == (well.status_code, well.json()["status"])
    assert (503, "fail") == (ill.status_code, ill.json()["status"])


def test_nobody_can_repair_it_over_the_network_in_a_test(bench):
    """The switches for trying by hand are not there on a test's clock: coping is the exercise."""
    bench.payment.outage(status(503))
    bench.post("/lab/recover")
    assert [503] == statuses(bench, 1)


def test_on_loopback_it_can_be_broken_and_repaired_by_hand(bench):
    """On the real clock, `/lab` takes a plan, an outage, chance, and recovery."""
    bench.payment = PaymentService(SystemClock())
    switched = [
        bench.post("/lab/plan", [{"kind": "status", "status": 500}]).status_code,
        bench.post("/lab/outage", {"kind": "status", "lasts": 60}).status_code,
        bench.post("/lab/flaky", {"rate": 1, "faults": [{"kind": "status"}]}).status_code,
    ]
    assert [204, 204, 204] == switched
    assert [500, 503] == statuses(bench, 2)
    assert 204 == bench.post("/lab/recover").status_code
    assert [200] == statuses(bench, 1)


def test_says_what_is_wrong_with_a_plan_made_by_hand(bench):
    """A switch that can't be set is 422, with the field."""
    bench.payment = PaymentService(SystemClock())
    answer = bench.post("/lab/outage", {"kind": "explode"})
    assert (422, "body.kind") == (answer.status_code, answer.json()["errors"][0]["field"])
