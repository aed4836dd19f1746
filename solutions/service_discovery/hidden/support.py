"""What the files of this suite share: served instances, the ways in which a request fails, and what came of a call."""

import httpx
import pytest

from grader.suite import StudentError, explain, hang, refuse, reset, status

REGISTRY = "registry.test"
THREE = ["payment-1.test", "payment-2.test", "payment-3.test"]
"""The hosts of the fixture ``payment``."""

CONNECTION = {
    "refuses the connection": refuse(),
    "lets nobody connect": hang(connecting=True),
    "breaks the connection": reset(),
    "never answers": hang(),
    "answers with what is no HTTP": status(302, headers={"Location": "http://a:b"}),
}
"""An ``httpx.TransportError`` each: ConnectError, ConnectTimeout, ReadError, ReadTimeout, RemoteProtocolError."""

STATUS = {f"answers {code}": status(code) for code in (400, 403, 404, 409, 429, 500, 502, 503)}
ALL_FAILURES = {**CONNECTION, **STATUS}
"""The ways in which the registry fails."""


def well(request):
    """An instance that works."""
    return httpx.Response(200, text=request.method)


def refuses(request):
    """An instance that nobody can connect to."""
    raise ConnectionRefusedError


def breaks(request):
    """An instance whose connection breaks after the request has arrived."""
    raise ConnectionResetError


def hangs(request):
    """An instance that gets the request and never answers."""
    raise TimeoutError


def garbles(request):
    """An instance that gets the request, and answers with what httpx can't read: RemoteProtocolError."""
    return httpx.Response(302, headers={"Location": "http://a:b"})


def answers(code):
    """An instance that answers everything with this status."""
    return lambda request: httpx.Response(code)


def launch(registry, network, service, count):
    """Healthy instances ``<service>-1`` …, each served at a host of its own, ``<service>-1.test``."""
    instances = registry.launch(service, count)
    for instance in instances:
        network.serve(instance.host, instance.app)
    return instances


@pytest.fixture
def payment(registry, network):
    """Three healthy instances of the payment service."""
    return launch(registry, network, "payment", 3)


def handle(registry, network, service, *handlers):
    """Instances as ``launch`` makes them, each answered by a function."""
    for number, handler in enumerate(handlers, 1):
        registry.register(service, f"{service}-{number}", f"{service}-{number}.test")
        network.serve(f"{service}-{number}.test", handler)


def lookups(network):
    """How often the registry was asked for instances."""
    return len(network.requests(REGISTRY, "GET"))


def attempts(network, since=0):
    """The hosts of all requests but those to the registry, from the given number of requests on."""
    return [exchange.host for exchange in network.requests()[since:] if exchange.host != REGISTRY]


def hosts(urls):
    """The host of each base URL, sorted."""
    return sorted(httpx.URL(url).host for url in urls)


def outcome(call, *args, **options):
    """What came of a call: its status if it returned a response, else its value; or what it raised, as text."""
    try:
        value = call(*args, **options)
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error.said
    return value.status_code if isinstance(value, httpx.Response) else value


def raised(call):
    """What a call raised, as text, or "nothing". What it returned does not matter."""
    try:
        call()
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error.said
    return "nothing"


def registered(student, catalogue, **options):
    """An entry of the instance blue, of the service orders, that the registry has."""
    registration = student.Registration("orders", "blue", "10.0.0.6", 8080, **options)
    registration.register()
    listed = catalogue.instances("orders")
    assert listed == ["blue"], explain("register() to enter blue while all is well", f"the registry lists {listed}")
    return registration


def client_of(student, service="payment", **options):
    """A client of the service over a directory of its own."""
    return student.ServiceClient(student.Directory(service), **options)


def through(student, service="payment", **options):
    """A caller of the service, by way of a load balancer of its own."""
    return student.app(student.load_balancer(service, **options))


def received(network):
    """The last request that an instance got."""
    return next(exchange.request for exchange in reversed(network.requests()) if exchange.host != REGISTRY)


def expect(what, wanted, seen, why="", try_next=""):
    """Assert that something is as it should be, and tell a student in words what it is and how it was."""
    assert seen == wanted, explain(f"{what}: {wanted}", f"{seen}", why, try_next)


def entry_of(catalogue):
    """What the registry has of the instance blue: service, address, port and TTL."""
    entry = catalogue.definition("blue")
    return entry.service, entry.address, entry.port, entry.ttl
