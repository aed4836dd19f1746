"""The load balancer: in turn, sticky, around an instance that is out; and nothing of the traffic changed."""

import gzip

import httpx
import pytest

from mocks.load_balancer import LoadBalancer


def instance(name, **options):
    """A client onto something that says its name and what it was sent."""

    def answer(request):
        said = {"name": name, "method": request.method, "url": str(request.url), "body": request.read().decode()}
        return httpx.Response(200, json={**said, "cookie": request.headers.get("Cookie")}, **options)

    return httpx.Client(transport=httpx.MockTransport(answer))


def ask(balancer, method="GET", path="/", **options):
    return balancer(httpx.Request(method, f"https://shop.test{path}", **options))


@pytest.fixture
def three():
    return [instance(name) for name in "abc"]


def test_takes_the_instances_in_turn(three):
    """Round robin, from the first on."""
    balancer = LoadBalancer(three)
    assert "abcab" == "".join(ask(balancer).json()["name"] for _ in range(5))
    assert [0, 1, 2, 0, 1] == balancer.served


def test_passes_by_an_instance_that_is_out(three):
    """Its turn goes to the next; put back, it has its turn again, or another has it in its place."""
    balancer = LoadBalancer(three)
    balancer.take_out(1)
    assert "aca" == "".join(ask(balancer).json()["name"] for _ in range(3))
    balancer.put_back(1, instance("B"))
    assert "Bca" == "".join(ask(balancer).json()["name"] for _ in range(3))


def test_answers_503_when_nobody_is_left(three):
    """There is nobody to ask."""
    balancer = LoadBalancer(three)
    for number in range(3):
        balancer.take_out(number)
    assert 503 == ask(balancer).status_code


def test_a_sticky_one_sends_a_client_back_to_the_same(three):
    """As long as that is in service; then to another, and to that one from then on."""
    balancer = LoadBalancer(three, "sticky")
    clients = [{"X-Client": client} for client in ("jane", "omar", "jane", "omar", "jane")]
    assert "ababa" == "".join(ask(balancer, headers=fields).json()["name"] for fields in clients)
    balancer.take_out(0)
    assert "cc" == "".join(ask(balancer, headers=clients[0]).json()["name"] for _ in range(2))
    balancer.put_back(0)
    assert "c" == ask(balancer, headers=clients[0]).json()["name"]


def test_passes_a_request_on_as_it_was(three):
    """Method, URL, body and cookie."""
    cookie = {"Cookie": "__Host-session=1"}
    found = ask(LoadBalancer(three), "POST", "/a%2Fb?c=d+e", content=b"body", headers=cookie).json()
    wanted = {"name": "a", "method": "POST", "url": "https://shop.test/a%2Fb?c=d+e", "body": "body"}
    assert {**wanted, "cookie": "__Host-session=1"} == found


def test_passes_an_answer_back_with_each_of_its_cookies():
    """Two Set-Cookie fields are two."""
    cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    answer = ask(LoadBalancer([instance("a", headers=cookies)]))
    assert ["a=1", "b=2"] == answer.headers.get_list("Set-Cookie")


def test_a_compressed_answer_can_be_read():
    """httpx has unpacked it."""
    packed = httpx.Response(200, content=gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"})
    client = httpx.Client(transport=httpx.MockTransport(lambda request: packed))
    assert "hello" == ask(LoadBalancer([client])).text
