"""Two tests of communication."""

import httpx
import pytest

from grader.suite import explain, reset


@pytest.fixture
def charges(network):
    """The payment service's book: cents by idempotency key, or by number where there is no key."""
    book = {}

    def charge(request):
        book.setdefault(request.headers.get("idempotency-key", len(book)), request.content)
        return httpx.Response(201, json={"charged": True})

    network.serve("pay.test", charge)
    return book


@pytest.fixture
def broker(network, clock):
    """A queue of one message. What has been received comes again after 30 s, unless it was acknowledged."""
    queue = {"m-1": 0.0}

    def answer(request):
        if request.method == "DELETE":
            queue.pop(request.url.path.rpartition("/")[2].partition(".")[0], None)
            return httpx.Response(204)
        for name in [name for name, from_then in queue.items() if from_then <= clock.time()]:
            queue[name] = clock.time() + 30
            return httpx.Response(200, json={"id": name, "receipt": f"{name}.1", "body": "two shoes"})
        return httpx.Response(204)

    network.serve("broker.test", answer)
    return queue


class Work:
    """What is to be done with a message. It fails so many times; ``bodies`` are those it was given."""

    def __init__(self, fails):
        self.bodies = []
        self._fails = fails

    def __call__(self, body):
        """Work on a message."""
        self.bodies.append(body)
        if len(self.bodies) <= self._fails:
            raise ConnectionError("the warehouse does not answer")


@pytest.mark.task("call")
def test_charges_once_though_the_answer_was_lost(student, network, charges, clock):
    """When the connection breaks after the work was done, the retry does not charge again."""
    network.script("pay.test", reset())
    answer = student.charge(500)
    tries = len(network.requests("pay.test"))
    assert (answer, tries) == ({"charged": True}, 2), explain("success at the second try", f"{answer}, {tries} tries")
    assert len(charges) == 1, explain(
        expected="one charge", happened=f"{len(charges)} charges", why="the customer pays twice"
    )
    assert clock.sleeps, "Wait a little before the second try."


@pytest.mark.task("consume")
def test_a_message_comes_again_until_its_work_is_done(student, broker, clock):
    """A message whose work failed is not acknowledged: the broker sends it again, and then it is done."""
    work = Work(fails=1)
    with student.raises("ConnectionError", why="a failure that nobody sees is a lost order"):
        student.consume(work)
    clock.advance(31)
    student.consume(work)
    assert (work.bodies, broker) == (["two shoes"] * 2, {}), explain(
        expected="a second try, then an acknowledgement", happened=f"tried {work.bodies}, left in the queue: {broker}"
    )
