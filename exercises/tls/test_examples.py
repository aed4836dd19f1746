"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

from datetime import UTC, datetime

import pytest

from grader.suite import explain, handshake


@pytest.mark.task("context")
def test_example_a_client_verifies_its_server(student, ca):
    """A client agrees with the bank's server, and refuses one of another name."""
    context = student.client_context(ca.root_pem)
    handshake(context, ca.issue("bank.test").server(), "bank.test")
    with student.raises("SSLCertVerificationError", why="anybody on the way could pose as the bank"):
        handshake(context, ca.issue("evil.test").server(), "bank.test")


@pytest.mark.task("chain")
def test_example_a_chain_leads_to_a_root(student, ca):
    """A chain for this host is accepted, and refused for another."""
    now, chain = datetime(2026, 1, 5, tzinfo=UTC), ca.issue("mail.test").ders
    found = student.verify_chain(chain, [ca.root.der], "mail.test", now)
    assert found == [*chain, ca.root.der], explain("leaf, intermediate and root", "something else came back")
    with student.raises("ChainError", why="a valid certificate for another name proves nothing") as caught:
        student.verify_chain(chain, [ca.root.der], "files.test", now)
    assert caught.value.reason == "wrong host", explain("the reason 'wrong host'", f"{caught.value.reason!r}")


@pytest.mark.task("renew")
def test_example_an_identity_is_kept(student, ca):
    """A fresh identity is not asked for again."""
    renewer = student.Renewer(ca.url, "spiffe://shop.test/mail")
    first, second = renewer.current(), renewer.current()
    assert first.chain_pem == second.chain_pem, explain("the same identity twice", "two identities")
