"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from grader.suite import explain

PRIVATE = ec.derive_private_key(4711, ec.SECP256R1())
PEM = PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
AUDIENCE = "https://orders.test"


@pytest.mark.task("issue")
def test_example_a_token_is_signed(student):
    """The public key confirms a token that was signed with the private one."""
    token = student.issue_token({"id": "jane"}, key=PEM, kid="key-1", issuer="https://auth.test", audience=AUDIENCE)
    try:
        claims = jwt.decode(token, PRIVATE.public_key(), ["ES256"], audience=AUDIENCE, options={"verify_exp": False})
    except jwt.PyJWTError as error:
        claims = {}
        evidence = f"it does not: {error}"
    else:
        evidence = f"the subject is {claims.get('sub')!r}"
    assert claims.get("sub") == "jane", explain("the public key to confirm a token for jane", evidence)


@pytest.mark.task("verify")
def test_example_a_token_ends(student, auth, clock):
    """A token is good within its lifetime, and expired after it."""
    token = auth.issue("jane", lifetime=60)
    subject = student.verify_token(token, jwks=auth.jwks, issuer=auth.issuer, audience=auth.audience)["sub"]
    assert subject == "jane", explain("the claims of a fresh token, for jane", f"the subject is {subject!r}")
    clock.advance(61)
    with student.raises("TokenExpired", why="an expired token still opens the door for whoever stole it"):
        student.verify_token(token, jwks=auth.jwks, issuer=auth.issuer, audience=auth.audience)


@pytest.mark.task("app")
def test_example_nobody_gets_in_without_a_token(student, auth):
    """A request without a token is answered with 401, and told how to do better."""
    app = student.create_app(
        check_password=lambda username, password: None,
        jwks_url="https://auth.test/jwks.json",
        key=PEM,
        kid="key-1",
        issuer=auth.issuer,
        audience=auth.audience,
    )
    answer = student.app(app).get("/me")
    assert answer.status_code == 401, explain("status 401", f"status {answer.status_code}")
    challenge = answer.headers.get("WWW-Authenticate", "")
    assert challenge.lower().startswith("bearer"), explain(
        expected="the field WWW-Authenticate: Bearer", happened=f"it is {challenge!r}"
    )
