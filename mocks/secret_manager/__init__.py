"""A secret manager, a small HashiCorp Vault: versioned secrets, and database users that live as long as their lease.

For hidden suites (fixture ``vault``) and, on loopback, for students. The HTTP side is in ``mocks.secret_manager.api``::

    token = vault.issue_token({"secret/data/payment/*": ["read"]})
    vault.put("payment/stripe", key="sk_1")          # version 1
    vault.put("payment/stripe", key="sk_2")          # version 2: rotated
    vault.database.users                             # who may log in now
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mocks.database import Database
from mocks.secret_manager.api import routes
from mocks.secret_manager.policies import CAPABILITIES, Rules, granted, merged
from mocks.service import Bound, Clock, Observe, Service, SystemClock, ignore

__all__ = ["Lease", "SecretManager", "Seen"]

ROOT: Rules = {"*": ["create", "read", "update", "delete", "list"]}


@dataclass(frozen=True)
class Seen:
    """A request, as the audit log has it."""

    path: str
    capability: str
    allowed: bool


@dataclass
class Lease:
    """What lives for a while: a user of the database. ``until`` and ``latest`` in clock time."""

    id: str
    username: str
    until: float
    latest: float
    duration: float
    renewable: bool


@dataclass
class Role:
    """How the users of a role are made, in seconds. ``renewable``: whether a lease may be prolonged."""

    ttl: float = 3600.0
    max_ttl: float = 86400.0
    renewable: bool = True


@dataclass
class _Versions:
    data: list[dict[str, str]] = field(default_factory=list)


class SecretManager:
    """A secret manager at ``vault.test`` in front of ``database``. ``seed`` decides tokens, names and passwords."""

    host = "vault.test"
    url = "https://vault.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        self.database = Database(clock, observe=observe)
        self.audit: list[Seen] = []
        self.leases: dict[str, Lease] = {}
        self.roles: dict[str, Role] = {"orders": Role()}
        self._clock = clock
        self._observe = observe
        self._random = random.Random(f"secrets {seed}")  # noqa: S311 — a mock keeps no secrets
        self._secrets: dict[str, _Versions] = {}
        self._tokens: dict[str, Mapping[str, frozenset[str]]] = {}
        self.app = Bound(self, routes())
        if isinstance(clock, SystemClock):
            self._tokens["root"] = merged([ROOT])
            self.put("payment/stripe", key="sk_demo_1")

    def demo(self, place: Callable[[str], tuple[str, int]]) -> Sequence[Service]:
        """On loopback the database is served beside its manager."""
        place("database")
        return [self.database]

    # ------------------------------------------------------------------ what a test does

    def issue_token(self, *policies: Rules) -> str:
        """Return a token with these policies (capabilities by path)."""
        token = f"hvs.{self._random.randbytes(12).hex()}"
        self._tokens[token] = merged(policies)
        return token

    def revoke_token(self, token: str) -> None:
        """Let a token be good for nothing."""
        self._tokens.pop(token, None)

    def put(self, path: str, **data: str) -> int:
        """Write a new version of a secret; return its number."""
        versions = self._secrets.setdefault(path, _Versions()).data
        versions.append(dict(data))
        self._observe(path, f"version {len(versions)}")
        return len(versions)

    def delete(self, path: str) -> None:
        """Delete a secret with all of its versions."""
        self._secrets.pop(path, None)

    # ------------------------------------------------------------------ what the API does

    def allows(self, token: str, path: str, capability: str) -> bool:
        """Whether a token may do this; it goes into the audit log."""
        rules = self._tokens.get(token, {})
        allowed = capability in granted(rules, path) and capability in CAPABILITIES
        self.audit.append(Seen(path, capability, allowed))
        return allowed

    def latest(self, path: str) -> tuple[dict[str, str], int] | None:
        """The newest version of a secret and its number; None if there is none."""
        versions = self._secrets.get(path)
        return (dict(versions.data[-1]), len(versions.data)) if versions else None

    def lease(self, name: str) -> tuple[Lease, str] | None:
        """Make a user of that role. Returns its lease and its password; None if there is no such role."""
        role = self.roles.get(name)
        if role is None:
            return None
        now, number = self._clock.time(), len(self.leases) + 1
        username, password = f"v-{name}-{number}", self._random.randbytes(9).hex()
        identity = f"database/creds/{name}/{self._random.randbytes(8).hex()}"
        made = Lease(identity, username, now + role.ttl, now + role.max_ttl, role.ttl, role.renewable)
        self.leases[identity] = made
        self.database.create_user(username, password, made.until)
        return made, password

    def renew(self, identity: str) -> float | None:
        """Prolong a lease; how long it lives from now on, or None if it can't be."""
        found = self.leases.get(identity)
        now = self._clock.time()
        if found is None or not found.renewable or now >= found.until:
            return None
        found.until = min(now + found.duration, found.latest)
        self.database.extend_user(found.username, found.until)
        return found.until - now

    def revoke(self, identity: str) -> bool:
        """End a lease and its user; whether there was one."""
        found = self.leases.pop(identity, None)
        if found is not None:
            self.database.drop_user(found.username)
        return found is not None

    def capabilities(self, token: str) -> Sequence[str]:
        """The paths that a token has rules for."""
        return sorted(self._tokens.get(token, {}))
