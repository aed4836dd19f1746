"""The reference of access control: conditions that answer or raise, one guard, one way to each resource."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from typing import Annotated, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
from fastapi import Body, Depends, FastAPI, HTTPException, Request

ACTIONS = ("create", "read", "update", "delete")
TYPES = ("users", "posts", "settings", "billing")
LEVELS = ("public", "internal", "confidential", "secret")
OPENS, CLOSES = time(9), time(17)
PERMIT, DENY = "permit", "deny"
DIRECTORY_TIMEOUT = 2.0
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACCESS = "urn:shop:params:scim:schemas:extension:access:2.0:User"

MATRIX = {
    "admin": dict.fromkeys(TYPES, ACTIONS),
    "editor": {"users": ("read",), "posts": ("create", "read", "update"), "settings": ("read",)},
    "viewer": {"posts": ("read",)},
}
ACTION_OF = {"GET": "read", "PATCH": "update", "DELETE": "delete"}

Attributes = dict[str, Any]
Condition = Callable[[Attributes, str, Attributes, Attributes], bool]


class AccessError(Exception):
    """The base of what this module raises."""


class MissingAttributeError(AccessError):
    """A condition has no answer: an attribute is missing."""


class UnknownUserError(AccessError):
    """The directory has no such user, or the user is not active."""


class DirectoryUnavailableError(AccessError):
    """The directory gives no answer that can be used."""


@dataclass(frozen=True)
class Rule:
    """One rule of a policy."""

    name: str
    effect: str
    when: Condition
    actions: Sequence[str] | None = None
    types: Sequence[str] | None = None


@dataclass(frozen=True)
class Decision:
    """What a guard decides."""

    allowed: bool
    rule: str
    reason: str


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    roles, kind = _need("user", user, "roles"), _need("resource", resource, "type")
    return any(action in MATRIX.get(role, {}).get(kind, ()) for role in roles)


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return _need("user", user, "id") == _need("resource", resource, "owner")


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return _need("user", user, "department") == _need("resource", resource, "department")


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return _need("user", user, "region") in _need("resource", resource, "residency")


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Compare the levels by their rank, not by their letters."""
    clearance, wanted = _need("user", user, "clearance"), _need("resource", resource, "classification")
    return LEVELS.index(clearance) >= LEVELS.index(wanted)


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    moment, zone = _need("environment", environment, "time"), _need("user", user, "zone")
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError):  # the database has no such zone
        raise MissingAttributeError("user.zone") from None
    return local.weekday() < 5 and OPENS <= local.time() < CLOSES


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    if not FORMS.get(name, lambda value: isinstance(value, str) and value)(value):
        raise MissingAttributeError(f"{whose}.{name}")
    return value


FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": lambda value: isinstance(value, list),
    "residency": lambda value: isinstance(value, list),
    "clearance": LEVELS.__contains__,
    "classification": LEVELS.__contains__,
    "time": lambda value: isinstance(value, datetime) and value.utcoffset() is not None,
}
"""Whether a value has the form of this attribute; any other attribute is a text that is not empty."""


class Guard:
    """Decides by rules, deny overrides, and logs every decision."""

    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        self._rules, self._audit = list(rules), audit

    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Decide, log it, and only then return it."""
        decision = self._decide(user, action, resource, environment)
        self._log(decision, user, action, resource, environment)
        return decision

    def _log(self, decision: Decision, *asked: Any) -> None:
        """Write a record of a decision. No other attributes go into the log."""
        user, action, resource, environment = asked
        about = {"time": environment.get("time"), "user": user.get("id"), "action": action}
        about |= {"type": resource.get("type"), "resource": resource.get("id")}
        self._audit({**about, **asdict(decision)})

    def _decide(self, *asked: Any) -> Decision:
        for rule in self._rules:
            if rule.effect == DENY and (answer := _ask(rule, *asked)) is not False:
                return Decision(False, rule.name, f"{rule.name} denies it: {answer}")
        for rule in self._rules:
            if rule.effect == PERMIT and _ask(rule, *asked) is True:
                return Decision(True, rule.name, f"{rule.name} permits it")
        return Decision(False, "", "no rule permits it")


def _ask(rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool | str:
    """Return whether the rule applies, or in words why it is indeterminate."""
    if rule.actions is not None and action not in rule.actions:
        return False
    try:
        if rule.types is not None and _need("resource", resource, "type") not in rule.types:
            return False
        answer = rule.when(user, action, resource, environment)
    except Exception as error:
        return f"indeterminate ({type(error).__name__}: {error})"
    return answer if isinstance(answer, bool) else f"indeterminate (the condition returned {answer!r})"


def shop_rules() -> list[Rule]:
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, _own_post, ("delete",), ("posts",)),
        Rule("clearance", DENY, _unless(is_cleared)),
        Rule("residency", DENY, _unless(in_residency)),
        Rule("hours", DENY, _unless(in_business_hours), ("create", "update", "delete"), ("settings", "billing")),
    ]


def _own_post(*asked: Any) -> bool:
    return is_owner(*asked) and same_department(*asked) and in_business_hours(*asked)


def _unless(condition: Condition) -> Condition:
    return lambda *asked: not condition(*asked)


class Directory:
    """The attributes of users, from a SCIM service. Nothing is cached: what was revoked counts at once."""

    def __init__(self, url: str) -> None:
        self._url = url

    def attributes(self, user_id: str) -> Attributes:
        user = self._ask(user_id)
        if user.get("active") is not True:
            raise UnknownUserError("the user is not active")
        enterprise, access = user.get(ENTERPRISE, {}), user.get(ACCESS, {})
        known = {"id": user_id, "zone": user.get("timezone"), "department": enterprise.get("department")}
        known |= {name: access.get(name) for name in ("clearance", "region")}
        known["roles"] = [role["value"] for role in user["roles"]] if "roles" in user else None
        return {name: value for name, value in known.items() if value is not None}

    def _ask(self, user_id: str) -> Attributes:
        try:
            answer = httpx.get(f"{self._url}/Users/{quote(user_id, safe='')}", timeout=DIRECTORY_TIMEOUT)
            user = answer.json() if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, ValueError) as error:
            raise DirectoryUnavailableError(str(error)) from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            raise UnknownUserError("there is no such user")
        if not isinstance(user, dict) or user.get("id") != user_id:
            raise DirectoryUnavailableError(f"an answer of no use, status {answer.status_code}")
        return user


class _Shop:
    """The resources, and the only ways to them: each asks the guard."""

    def __init__(self, store, guard, directory, authenticate) -> None:
        self._store, self._guard, self._directory, self._authenticate = store, guard, directory, authenticate

    def user_of(self, request: Request) -> Attributes:
        """Return who asks, with their attributes; or end the request."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        user_id = self._authenticate(token) if scheme.lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._directory.attributes(user_id)
        except AccessError as error:
            what = {"type": request.path_params["kind"], "id": request.path_params.get("resource_id")}
            asked = {"id": user_id}, ACTION_OF[request.method], what, {"time": datetime.now(UTC)}
            self._guard._log(Decision(False, "", f"{type(error).__name__}: {error}"), *asked)
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from None

    def readable(self, kind: str, user: Attributes) -> list[Attributes]:
        """Return the resources of a type that a read would give."""
        return [each for each in self.shelf(kind).values() if self._may(user, "read", each)]

    def find(self, kind: str, resource_id: str, user: Attributes, action: str) -> Attributes:
        """Return a resource for this action. Who may not read it is not told that it exists."""
        resource = self.shelf(kind).get(resource_id)
        if resource is not None and self._may(user, action, resource):
            return resource
        readable = resource is not None and action != "read" and self._may(user, "read", resource)
        raise HTTPException(403 if readable else 404)

    def shelf(self, kind: str) -> dict[str, Attributes]:
        if kind not in self._store:
            raise HTTPException(404)
        return self._store[kind]

    def _may(self, user: Attributes, action: str, resource: Attributes) -> bool:
        return self._guard.decide(user, action, resource, {"time": datetime.now(UTC)}).allowed


def create_app(
    *,
    store: dict[str, dict[str, Attributes]],
    rules: Sequence[Rule],
    directory_url: str,
    authenticate: Callable[[str], str | None],
    audit: Callable[[dict[str, Any]], None],
) -> FastAPI:
    app = FastAPI()
    shop = _Shop(store, Guard(rules, audit=audit), Directory(directory_url), authenticate)
    asking = Depends(shop.user_of)

    @app.get("/{kind}")
    def show_all(kind: str, limit: int = 20, offset: int = 0, user: Attributes = asking) -> dict[str, Any]:
        items = shop.readable(kind, user)
        return {"items": items[offset : offset + limit], "total": len(items)}

    @app.get("/{kind}/{resource_id}")
    def show(kind: str, resource_id: str, user: Attributes = asking) -> Attributes:
        return shop.find(kind, resource_id, user, "read")

    @app.patch("/{kind}/{resource_id}", status_code=204)
    def change(kind: str, resource_id: str, text: Annotated[str, Body(embed=True)], user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "update")["text"] = text

    @app.delete("/{kind}/{resource_id}", status_code=204)
    def delete(kind: str, resource_id: str, user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "delete")
        del shop.shelf(kind)[resource_id]

    return app
