"""The secret manager and its database, held to what Vault's API documentation says."""

import base64

import pytest
from registry_bench import StillClock, send

from mocks.database import Database
from mocks.secret_manager import SecretManager, Seen
from mocks.secret_manager.policies import granted, merged
from mocks.service import SystemClock

RULES = {
    "secret/data/*": ["read", "create"],
    "database/creds/*": ["read"],
    "sys/leases/renew": ["update"],
    "sys/leases/revoke": ["update"],
}


class Bench:
    """A manager, its clock, and a token that may do everything here."""

    def __init__(self, seed=0):
        self.clock, self.seen = StillClock(), []
        self.vault = SecretManager(self.clock, observe=lambda *state: self.seen.append(state), seed=seed)
        self.token = self.vault.issue_token(RULES)

    def ask(self, method, path, body=None, token=None):
        headers = {"x-vault-token": self.token if token is None else token, "content-type": "application/json"}
        return send(self.vault.app, method, path, body, headers)

    def creds(self):
        return self.ask("GET", "/v1/database/creds/orders").json()

    def lease(self, what, identity):
        return self.ask("PUT", f"/v1/sys/leases/{what}", {"lease_id": identity})

    def pass_time(self, seconds):
        self.clock.now += seconds


@pytest.fixture
def bench():
    return Bench()


def test_a_secret_has_versions(bench):
    """KV version 2 wraps the newest data with its version; writing makes the next one."""
    assert 404 == bench.ask("GET", "/v1/secret/data/a/b").status_code
    for version in (1, 2):
        written = bench.ask("POST", "/v1/secret/data/a/b", {"data": {"key": f"k{version}"}})
        assert version == written.json()["data"]["version"]
        found = bench.ask("GET", "/v1/secret/data/a/b").json()["data"]
        assert ({"key": f"k{version}"}, version) == (found["data"], found["metadata"]["version"])
    assert [("a/b", "version 1"), ("a/b", "version 2")] == bench.seen


def test_a_token_may_what_its_policies_say(bench):
    """Without a rule, or a token, the answer is 403, also about what is not there; the audit log has it."""
    bench.vault.put("pay/key", key="k")
    narrow = bench.vault.issue_token({"secret/data/pay/*": ["read"]})
    assert 200 == bench.ask("GET", "/v1/secret/data/pay/key", token=narrow).status_code
    for path, token in (("mail/key", narrow), ("pay/key", "hvs.unknown"), ("pay/key", "")):
        answer = bench.ask("GET", f"/v1/secret/data/{path}", token=token)
        assert (403, {"errors": ["permission denied"]}) == (answer.status_code, answer.json())
    assert 403 == bench.ask("POST", "/v1/secret/data/pay/key", {"data": {}}, token=narrow).status_code
    path = "secret/data/pay/key"
    denied = [Seen("secret/data/mail/key", "read", False), Seen(path, "read", False), Seen(path, "read", False)]
    assert [Seen(path, "read", True), *denied, Seen(path, "create", False)] == bench.vault.audit
    bench.vault.revoke_token(narrow)
    assert 403 == bench.ask("GET", "/v1/secret/data/pay/key", token=narrow).status_code


def test_a_dynamic_user_lives_as_long_as_its_lease(bench):
    """The database takes a user until its lease ends, for ttl seconds from each renewal, and max_ttl at most."""
    bench.vault.roles["orders"].ttl, bench.vault.roles["orders"].max_ttl = 60.0, 100.0
    made = bench.creds()
    login = made["data"]["username"], made["data"]["password"]
    assert (60, True, True) == (made["lease_duration"], made["renewable"], bench.vault.database.login(*login))
    bench.pass_time(30)
    assert 60 == bench.lease("renew", made["lease_id"]).json()["lease_duration"]
    bench.pass_time(59)
    assert bench.vault.database.login(*login)
    assert 11 == bench.lease("renew", made["lease_id"]).json()["lease_duration"]
    bench.pass_time(11)
    assert not bench.vault.database.login(*login)
    assert 400 == bench.lease("renew", made["lease_id"]).status_code


def test_a_revoked_lease_takes_its_user_along(bench):
    """Revoking answers 204 and drops the user, and no other one."""
    one, other = bench.creds(), bench.creds()
    assert (204, b"") == ((answer := bench.lease("revoke", one["lease_id"])).status_code, answer.content)
    assert [other["data"]["username"]] == bench.vault.database.users
    assert 400 == bench.lease("renew", one["lease_id"]).status_code


def test_what_can_not_be_renewed(bench):
    """A role may give leases that are not renewable; an unknown role gives none."""
    bench.vault.roles["orders"].renewable = False
    made = bench.creds()
    assert (False, 400) == (made["renewable"], bench.lease("renew", made["lease_id"]).status_code)
    assert 400 == bench.ask("GET", "/v1/database/creds/nobody").status_code


def test_a_seed_decides_everything():
    """The same seed gives the same tokens, names and passwords; another one others. Two managers share nothing."""
    one, same, other = Bench(), Bench(), Bench(seed=1)
    assert one.token == same.token != other.token
    assert one.creds() == same.creds()
    one.vault.put("a", key="k")
    assert 404 == same.ask("GET", "/v1/secret/data/a").status_code


def test_on_loopback_there_is_a_root_token():
    """With the real clock the token `root` reads a secret that is there for trying by hand."""
    bench = Bench()
    assert 403 == bench.ask("GET", "/v1/secret/data/payment/stripe", token="root").status_code
    bench.vault = SecretManager(SystemClock())
    assert 200 == bench.ask("GET", "/v1/secret/data/payment/stripe", token="root").status_code


@pytest.mark.parametrize(
    ("rules", "path", "wanted"),
    [
        ({"secret/foo": ["read"]}, "secret/foo", True),
        ({"secret/foo": ["read"]}, "secret/food", False),
        ({"secret/bar/*": ["read"]}, "secret/bar/zip/zap", True),
        ({"secret/zip-*": ["read"]}, "secret/zip-zap/zong", True),
        ({"secret/+/teamb": ["read"]}, "secret/foo/teamb", True),
        ({"secret/+/teamb": ["read"]}, "secret/foo/bar/teamb", False),
        ({"secret/*": ["read"], "secret/super": ["deny"]}, "secret/super", False),
        ({"secret/*": ["deny"], "secret/+/a": ["read"]}, "secret/x/a", True),
        ({}, "secret/foo", False),
    ],
)
def test_policies_as_documented(rules, path, wanted):
    """The examples of Vault's page on policies: exact paths, `*` at the end, `+` for a segment, deny."""
    assert wanted == ("read" in granted(merged([rules]), path))


def test_the_database_takes_live_users_alone():
    """Basic credentials of a user that lives get an answer; all others 401 with PostgreSQL's code."""
    clock = StillClock()
    database = Database(clock)
    database.create_user("u", "pw", clock.time() + 10)

    def ask(name, password):
        basic = base64.b64encode(f"{name}:{password}".encode()).decode()
        headers = {"authorization": f"Basic {basic}", "content-type": "application/json"}
        return send(database.app, "POST", "/query", {"sql": "select 1"}, headers)

    assert "u" == ask("u", "pw").json()["user"]
    for name, password in (("u", "wrong"), ("x", "pw"), ("", "")):
        assert (401, "28P01") == ((answer := ask(name, password)).status_code, answer.json()["code"])
    clock.now += 10
    assert 401 == ask("u", "pw").status_code
    assert [True, False, False, False, False] == [login.accepted for login in database.logins]
