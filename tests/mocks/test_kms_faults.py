"""What goes wrong with the key management service when it is told to, and that all is well afterwards."""

import pytest
from kms_bench import KmsBench, error
from registry_bench import send

from mocks.faults import delay, drop, hang, refuse, reset, status
from mocks.service import SystemClock


@pytest.fixture
def bench():
    return KmsBench()


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        (reset(), ConnectionResetError),
        (drop(), ConnectionAbortedError),
        (hang(), TimeoutError),
        (refuse(), ConnectionRefusedError),
    ],
)
def test_breaks_the_connection(bench, fault, raised):
    """For the next request, and not for the one after it."""
    bench.kms.plan(fault)
    with pytest.raises(raised):
        bench.data_key()
    assert 32 == len(bench.data_key()[0])


def test_a_reset_comes_after_the_work_unless_told_otherwise(bench):
    """The data key was made, and nobody got it."""
    for fault, made in ((reset(), 1), (reset(after_work=False), 0)):
        before = len(bench.kms.calls)
        bench.kms.plan(fault)
        with pytest.raises(ConnectionResetError):
            bench.data_key()
        assert made == len(bench.kms.calls) - before


@pytest.mark.parametrize(("code", "kind"), [(500, "KMSInternalException"), (400, "ThrottlingException")])
def test_answers_with_a_status(bench, code, kind):
    """In the words of AWS."""
    bench.kms.plan(status(code))
    assert (code, kind) == error(bench.ask("DescribeKey", KeyId="alias/shop"))


def test_answers_with_the_json_it_was_given(bench):
    """A test says what else the service might answer."""
    bench.kms.plan(status(400, json={"__type": "KeyUnavailableException"}))
    assert (400, "KeyUnavailableException") == error(bench.ask("DescribeKey", KeyId="alias/shop"))


def test_takes_its_time(bench):
    """A delay moves the clock, and the answer comes."""
    bench.kms.plan(delay(3))
    before = bench.clock.time()
    assert (32, 3) == (len(bench.data_key()[0]), bench.clock.time() - before)


def test_an_outage_ends(bench):
    """After its time, or when the service recovers."""
    bench.kms.outage(status(503), seconds=60)
    assert 503 == bench.ask("DescribeKey", KeyId="alias/shop").status_code
    bench.clock.now += 61
    assert 200 == bench.ask("DescribeKey", KeyId="alias/shop").status_code
    bench.kms.outage(status(503))
    bench.kms.recover()
    assert 200 == bench.ask("DescribeKey", KeyId="alias/shop").status_code
    states = [value for lane, value in bench.seen if lane == "kms"]
    assert ["healthy", "failing", "healthy", "failing", "healthy"] == states


@pytest.mark.parametrize(("clock", "found"), [(SystemClock(), (204, 204, 200, 200)), (None, (404, 404, 404, 404))])
def test_the_lab_is_there_only_on_the_real_clock(clock, found):
    """In a test, the student's code must not be able to repair the service, or read who else asked."""
    app = KmsBench(clock=clock).kms.app
    answers = (
        send(app, "POST", "/lab/recover"),
        send(app, "POST", "/lab/outage", {"kind": "delay"}, {"content-type": "application/json"}),
        send(app, "GET", "/lab/keys"),
        send(app, "GET", "/lab/trail"),
    )
    assert found == tuple(answer.status_code for answer in answers)


def test_an_outage_does_not_reach_the_lab():
    """How else would one end it?"""
    bench = KmsBench(clock=SystemClock())
    bench.kms.outage(refuse())
    assert 204 == send(bench.kms.app, "POST", "/lab/recover").status_code
    assert 32 == len(bench.data_key()[0])
