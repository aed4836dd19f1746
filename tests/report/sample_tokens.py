"""Tokens that are verified, but not against everything that forgers try."""

from __future__ import annotations

from grader.result.model import Link, Outcome, TopicResult

from .build import advance, call, evidence, excerpt, missed, passed, request, response, returned, task, topic

AUTH = "auth.test"

VERIFY = '''
def verify(token: str) -> dict:
    """Return the claims of a token, or raise TokenError."""
    header = jwt.get_unverified_header(token)
    key = jwks.key(header["kid"])  # fetches when the key is not known
    try:
        return jwt.decode(token, key, algorithms=[header["alg"]], options={"verify_aud": False})
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired(str(error)) from error
    except jwt.PyJWTError as error:
        raise TokenError(str(error)) from error
'''

JWKS = """
class Keys:
    def key(self, kid: str):
        answer = httpx.get("https://auth.test/jwks.json", timeout=2)
        for jwk in answer.json()["keys"]:
            if jwk["kid"] == kid:
                return jwt.PyJWK(jwk).key
        raise UnknownKey(kid)
"""

GET = "GET /jwks.json\naccept: */*\nhost: auth.test"
SET = 'HTTP/1.1 200 OK\ncache-control: max-age=300\n\n{"keys": [{"kty": "RSA", "kid": "2026-01", …}]}'

TESTS = (
    passed("test_examples_issue", "issue", "An issued token can be read by the auth server.", 0, visible=True),
    passed("test_issues_what_was_asked", "issue", "A token carries subject, audience and scope as asked."),
    passed("test_lifetime_is_short", "issue", "A token lives for fifteen minutes unless told otherwise."),
    passed("test_no_secret_in_the_payload", "issue", "The payload holds nothing that a reader must not see."),
    passed("test_accepts_a_good_token", "verify", "A good token is accepted, and its claims come back."),
    passed("test_refuses_a_token_that_has_expired", "verify", "A token is refused once its lifetime is over.", 2),
    missed(
        "test_refuses_a_token_for_somebody_else",
        "verify",
        "A token for another audience is refused.",
        points=2,
        expected="WrongAudience, since the token says `aud: billing` and this service is `orders`",
        happened="the claims came back, as if all were well",
        why="Every service of the company trusts the same issuer. Unless each checks the audience, *the token that a "
        "user gave to the smallest of them opens all the others*.",
        try_next="Give `jwt.decode` the audience, instead of telling it not to look.",
        excerpts=(excerpt("tokens.py", 28, 23, VERIFY, "the audience is not looked at"),),
        evidence=evidence(
            call(0, "verify('eyJhbGciOiJSUzI1NiIsImtpZCI6IjIwMjYtM…')"),
            request(0, AUTH, "GET /jwks.json", GET),
            response(0.05, AUTH, "200 OK", SET),
            returned(0.05, "{'sub': 'jane', 'aud': 'orders', 'exp': …}"),
            call(0.05, "verify('eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsI…')"),
            request(0.05, AUTH, "GET /jwks.json", GET),
            response(0.1, AUTH, "200 OK", SET),
            returned(0.1, "{'sub': 'jane', 'aud': 'billing', 'exp': …}"),
        ),
    ),
    missed(
        "test_refuses_a_confused_algorithm",
        "forgery",
        "A token signed with the public key as if it were a secret is refused.",
        points=2,
        expected="TokenError: the key is an RSA key, so HS256 can't be right",
        happened="InvalidKeyError came out of verify, and a caller who catches TokenError would answer 500",
        why="The algorithm in the header was **written by the attacker**. Your code must know which one it wants.",
        try_next="Write down the algorithms that you accept, as a constant.",
        excerpts=(excerpt("tokens.py", 28, 23, VERIFY, "takes the attacker’s word for the algorithm"),),
        evidence=evidence(
            call(0, "verify('eyJhbGciOiJIUzI1NiIsImtpZCI6IjIwMjYtM…')"),
            request(0, AUTH, "GET /jwks.json", GET),
            response(0.05, AUTH, "200 OK", SET),
        ),
    ),
    passed("test_refuses_alg_none", "forgery", "`alg: none` is refused, however it is written."),
    passed("test_refuses_a_tampered_payload", "forgery", "A token with one changed character is refused."),
    missed(
        "test_keeps_the_keys",
        "keys",
        "The keys are fetched once, and kept for as long as the server says.",
        points=2,
        expected="one request for the keys for ten tokens within a minute",
        happened="ten requests",
        why="A fetch for every token makes the auth server the bottleneck of every service at once.",
        excerpts=(excerpt("tokens.py", 12, 10, JWKS, "asks each time"),),
        evidence=evidence(
            *[
                event
                for n in range(10)
                for event in (
                    call(n * 5, "verify(token)"),
                    request(n * 5, AUTH, "GET /jwks.json", GET),
                    response(n * 5, AUTH, "200 OK", SET),
                    returned(n * 5, "{'sub': 'jane', …}"),
                )
            ],
            advance(45, 15),
        ),
    ),
    missed(
        "test_survives_an_outage_of_the_key_server",
        "keys",
        "While the key server is down, known keys go on working.",
        Outcome.ERROR,
        1,
        message="httpx.ConnectError: auth.test: connection refused",
        excerpts=(excerpt("tokens.py", 12, 10, JWKS, "in keys", fault=True),),
        output='WARNING could not reach auth.test\nTraceback (most recent call last):\n  File "tokens.py", line 12\n',
    ),
    missed(
        "test_unknown_key_is_asked_for_once",
        "keys",
        "An unknown `kid` leads to one fetch, not to a hundred.",
        Outcome.BLOCKED,
        1,
        blocked_by=("test_keeps_the_keys",),
    ),
)

RFC = Link("RFC 7519: JSON Web Token", "https://www.rfc-editor.org/rfc/rfc7519")
BCP = Link("RFC 8725: JWT best current practices", "https://www.rfc-editor.org/rfc/rfc8725")


def tokens() -> TopicResult:
    tasks = (
        task("issue", "Issue a token", TESTS, why="What is in it can be read by everybody.", read=(RFC,)),
        task(
            "verify",
            "Verify a token",
            TESTS,
            why="A claim that nobody checks is a claim that anybody can make.",
            hints=(
                "Which of the registered claims does your code never look at?",
                "`jwt.decode` takes `audience=` and `issuer=`.",
            ),
            hints_total=3,
            read=(RFC, BCP),
        ),
        task(
            "forgery", "Resist forgery", TESTS, why="The header is the attacker’s to write.", hints_total=3, read=(BCP,)
        ),
        task(
            "keys",
            "Keys from JWKS: cache, rotation, outage",
            TESTS,
            why="Keys change, and servers rest.",
            hints_total=2,
        ),
    )
    return topic(
        "tokens",
        "Tokens",
        "Issue JSON Web Tokens, and trust only those that deserve it.",
        tasks,
        TESTS,
        weight=1.5,
    )
