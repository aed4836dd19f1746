"""What the files of this suite share: expectations in words, a manager with a token, and clients of it."""

from grader.suite import drop, explain, hang, refuse, reset, status

TOKEN_RULES = {
    "secret/data/*": ["read"],
    "database/creds/*": ["read"],
    "sys/leases/renew": ["update"],
    "sys/leases/revoke": ["update"],
}
HOST = "vault.test"
TROUBLES = {
    "refuses the connection": refuse(),
    "breaks the connection": reset(),
    "closes the connection without an answer": drop(),
    "does not answer": hang(),
    "lets nobody connect": hang(connecting=True),
    **{f"answers {code}": status(code) for code in (201, 202, 401, 409, 412, 429, 472, 500, 502, 503, 599)},
    "answers 302": status(302, headers={"Location": "https://vault.test/v1/secret/data/a"}),
}
"""What is no answer of use."""


def expect(wanted, found, what, why="", tried="", try_next=""):
    """Assert that something is as it should be, and tell a student in words what it is and how it was."""
    assert found == wanted, explain(f"{what}: {wanted!r}", f"{found!r}", why=why, tried=tried, try_next=try_next)


def hides(texts, secrets, what, tried=""):
    """See that none of these secrets is in a text."""
    for secret in secrets:
        assert secret not in texts, explain(
            f"no secret in {what}",
            f"it is there: {texts[:300]!r}",
            why="what is in a log can't be called back",
            tried=tried,
        )


class Desk:
    """The manager with a token, and how often it was asked for what."""

    def __init__(self, student, vault, network):
        self.student, self.vault, self.network = student, vault, network
        self.token = student.Secret(vault.issue_token(TOKEN_RULES))

    def client(self, **options):
        return self.student.SecretClient(self.vault.url, self.token, **options)

    def keeper(self, role="orders"):
        return self.student.LeaseKeeper(self.vault.url, self.token, role)

    def asked(self, path="/v1/"):
        """The requests so far whose path begins like this, as method and path."""
        exchanges = self.network.requests(HOST)
        found = [(one.request.method, one.request.url.raw_path.decode()) for one in exchanges]
        return [(method, where) for method, where in found if where.startswith(path)]

    def trouble(self, fault):
        """Let something go wrong with the next request."""
        self.network.script(HOST, fault)
