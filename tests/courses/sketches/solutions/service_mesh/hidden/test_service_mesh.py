"""Two tests of the service mesh."""

import datetime as dt

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from grader.suite import explain

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
PEM = serialization.Encoding.PEM


def called_by(service):
    """The connection of a caller whose certificate says ``spiffe://shop/<service>``, as extensions of a request."""
    key, nobody = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    dates = (dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1))
    builder = x509.CertificateBuilder(nobody, nobody, key.public_key(), 1, *dates)
    names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(f"spiffe://shop/{service}")])
    pem = builder.add_extension(names, critical=True).sign(key, hashes.SHA256()).public_bytes(PEM)
    return {"tls": {"client_cert_chain": [pem.decode()], "tls_version": 0x0304}}


@pytest.mark.task("trace")
def test_a_call_keeps_its_trace_through_the_sidecar(student, network):
    """One app asks another through the sidecar: the trace goes on, in a span of the sidecar's own."""
    network.serve("localhost", student.another().app("sidecar"))
    network.serve("stock.test", student.another().app("stock"))
    answer = student.app("orders").get("/order", headers={"traceparent": TRACE})
    trace, span = (answer.text.strip('"').split("-") + [""] * 3)[1:3]
    assert trace == TRACE.split("-")[1], explain(expected="the caller's trace id", happened=answer.text)
    assert span not in ("", TRACE.split("-")[2]), explain(expected="a span of its own", happened="the caller's span")
    hops = [exchange.host for exchange in network.requests()]
    assert hops == ["localhost", "stock.test"], explain(expected="both hops", happened=f"{hops}")


@pytest.mark.task("identity")
def test_admits_a_caller_by_certificate(student, network):
    """Who calls is what the certificate says; another one, plain text, and a header that claims it are refused."""
    network.serve("stock.test", lambda request: httpx.Response(200))
    inbound = student.app("inbound")
    assert inbound.get("/shoes", extensions=called_by("orders")).status_code == 200, "An allowed service gets in."
    claim = {"X-Forwarded-Client-Cert": "URI=spiffe://shop/orders"}
    codes = [inbound.get("/shoes", headers=claim, extensions=how).status_code for how in (called_by("mallory"), {})]
    assert codes == [403, 403], explain(expected="403, and 403 without a certificate", happened=f"{codes}")
    passed = len(network.requests("stock.test"))
    assert passed == 1, explain(expected="one call let through", happened=f"{passed}")
