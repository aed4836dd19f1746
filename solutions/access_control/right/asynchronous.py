"""Everything that waits is async; a decorator reads the attributes and hands them in; what a rule says is an enum."""

import datetime as dt
import enum
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from functools import wraps
from typing import Any
from urllib.parse import quote_plus

import httpx
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel

ACTIONS = ("create", "read", "update", "delete")
TYPES = ("users", "posts", "settings", "billing")
LEVELS = ("public", "internal", "confidential", "secret")
"""Of a classification and of a clearance, the lowest first."""

OPENS, CLOSES = time(9), time(17)
"""Business hours, Monday to Friday, in the user's time zone."""

PERMIT, DENY = "permit", "deny"

DIRECTORY_TIMEOUT = 2.0
"""How many seconds to wait for the directory."""

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACCESS = "urn:shop:params:scim:schemas:extension:access:2.0:User"
"""Where in a user of the directory the department is, and where clearance and region are."""

Attributes = dict[str, Any]
Condition = Callable[[Attributes, str, Attributes, Attributes], bool]
"""Called with the user, the action, the resource and the environment; returns True or False, or raises."""


class AccessError(Exception):
    """The base of what this module raises."""


class MissingAttributeError(AccessError):
    """A condition has no answer: an attribute is missing. The text contains its name, such as ``user.clearance``."""


class UnknownUserError(AccessError):
    """The directory has no such user, or the user is not active."""


class DirectoryUnavailableError(AccessError):
    """The directory gives no answer that can be used, so nobody knows who may do what."""


@dataclass(frozen=True)
class Rule:
    """One rule of a policy.

    effect: ``PERMIT`` or ``DENY``, if ``when`` returns True. actions, types: those that the rule covers; None means
    all of them, an empty tuple none.
    """

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


PERMISSIONS = {
    *(("admin", action, kind) for action in ACTIONS for kind in TYPES),
    ("editor", "read", "users"),
    ("editor", "create", "posts"),
    ("editor", "read", "posts"),
    ("editor", "update", "posts"),
    ("editor", "read", "settings"),
    ("viewer", "read", "posts"),
}


def text(value: Any) -> str:
    if type(value) is not str or not value:
        raise ValueError
    return value


def texts(value: Any) -> set[str]:
    if not isinstance(value, list):
        raise ValueError
    return set(value)


def level(value: Any) -> int:
    return LEVELS.index(text(value))


def moment(value: Any) -> dt.datetime:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise ValueError
    return value


def zone(value: Any) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(text(value))


def needs(**forms: Callable[[Any], Any]) -> Callable[[Callable[..., bool]], Condition]:
    """``user_id=text`` hands in the user's ``id``, read as a text."""

    def decorate(function: Callable[..., bool]) -> Condition:
        @wraps(function)
        def condition(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
            bags, found = {"user": user, "resource": resource, "environment": environment}, {}
            for place, form in forms.items():
                whose, _, name = place.partition("_")
                try:
                    found[place] = form(bags[whose].get(name))
                except Exception as error:
                    raise MissingAttributeError(f"there is no {whose}.{name} to go by") from error
            return function(action, **found)

        return condition

    return decorate


@needs(user_roles=texts, resource_type=text)
def has_role_permission(action: str, user_roles: set[str], resource_type: str) -> bool:
    return not PERMISSIONS.isdisjoint((role, action, resource_type) for role in user_roles)


@needs(user_id=text, resource_owner=text)
def is_owner(action: str, user_id: str, resource_owner: str) -> bool:
    return user_id == resource_owner


@needs(user_department=text, resource_department=text)
def same_department(action: str, user_department: str, resource_department: str) -> bool:
    return user_department == resource_department


@needs(user_region=text, resource_residency=texts)
def in_residency(action: str, user_region: str, resource_residency: set[str]) -> bool:
    return user_region in resource_residency


@needs(user_clearance=level, resource_classification=level)
def is_cleared(action: str, user_clearance: int, resource_classification: int) -> bool:
    return user_clearance >= resource_classification


@needs(user_zone=zone, environment_time=moment)
def in_business_hours(action: str, user_zone: zoneinfo.ZoneInfo, environment_time: dt.datetime) -> bool:
    wall = environment_time.astimezone(user_zone)
    return wall.strftime("%w") in "12345" and OPENS <= wall.time() < CLOSES


class Verdict(enum.Enum):
    APPLIES = enum.auto()
    DOES_NOT = enum.auto()
    UNKNOWN = enum.auto()


def verdict(rule: Rule, *asked: Any) -> tuple[Verdict, str]:
    action, resource = asked[1], asked[2]
    if rule.actions is not None and action not in list(rule.actions):
        return Verdict.DOES_NOT, "about other actions"
    if rule.types is not None:
        if not resource.get("type"):
            return Verdict.UNKNOWN, "the resource has no type"
        if resource["type"] not in list(rule.types):
            return Verdict.DOES_NOT, "about other types"
    try:
        answer = rule.when(*asked)
    except Exception as error:
        return Verdict.UNKNOWN, repr(error)
    if answer is True:
        return Verdict.APPLIES, "its condition holds"
    if answer is False:
        return Verdict.DOES_NOT, "its condition does not hold"
    return Verdict.UNKNOWN, "its condition gave no answer"


class Guard:
    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        self.deny = [rule for rule in rules if rule.effect == DENY]
        self.permit = [rule for rule in rules if rule.effect == PERMIT]
        self.audit = audit

    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        asked = (user, action, resource, environment)
        decision = self.refusal(*asked) or self.permission(*asked) or Decision(False, "", "not permitted by anything")
        self.audit(
            {
                "time": environment.get("time"),
                "user": user.get("id"),
                "action": action,
                "type": resource.get("type"),
                "resource": resource.get("id"),
                "allowed": decision.allowed,
                "rule": decision.rule,
                "reason": decision.reason,
            }
        )
        return decision

    def refusal(self, *asked: Any) -> Decision | None:
        for rule in self.deny:
            found, why = verdict(rule, *asked)
            if found is not Verdict.DOES_NOT:
                return Decision(False, rule.name, why)
        return None

    def permission(self, *asked: Any) -> Decision | None:
        for rule in self.permit:
            found, why = verdict(rule, *asked)
            if found is Verdict.APPLIES:
                return Decision(True, rule.name, why)
        return None


def shop_rules() -> list[Rule]:
    changes = frozenset(ACTIONS) - {"read"}
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule(
            "own_post",
            PERMIT,
            lambda *a: all([is_owner(*a), same_department(*a), in_business_hours(*a)]),
            ["delete"],
            ["posts"],
        ),
        Rule("clearance", DENY, lambda *a: is_cleared(*a) is False),
        Rule("residency", DENY, lambda *a: in_residency(*a) is False),
        Rule("hours", DENY, lambda *a: in_business_hours(*a) is False, changes, {"settings", "billing"}),
    ]


class Directory:
    def __init__(self, url: str) -> None:
        self.url = url

    async def attributes(self, user_id: str) -> Attributes:
        address = f"{self.url}/Users/{quote_plus(user_id).replace('+', '%20')}"
        try:
            async with httpx.AsyncClient(timeout=2.5) as client:
                answer = await client.get(address)
                if answer.status_code == 404:
                    raise UnknownUserError(user_id)
                if answer.status_code != 200:
                    raise DirectoryUnavailableError(f"status {answer.status_code}")
                known = answer.json()
                if known["id"] != user_id:
                    raise DirectoryUnavailableError("an answer about somebody else")
        except (httpx.RequestError, ValueError, LookupError, TypeError) as error:
            raise DirectoryUnavailableError(type(error).__name__) from error
        if known.get("active") is True:
            return self.picked(known)
        raise UnknownUserError(f"{user_id} is not active")

    def picked(self, known: dict[str, Any]) -> Attributes:
        picked: Attributes = {"id": known["id"]}
        if "roles" in known:
            picked["roles"] = [each["value"] for each in known["roles"]]
        if "timezone" in known:
            picked["zone"] = known["timezone"]
        for extension, name in ((ENTERPRISE, "department"), (ACCESS, "clearance"), (ACCESS, "region")):
            if name in known.get(extension, {}):
                picked[name] = known[extension][name]
        return picked


class Change(BaseModel, extra="forbid"):
    text: str


def create_app(
    *,
    store: dict[str, dict[str, Attributes]],
    rules: Sequence[Rule],
    directory_url: str,
    authenticate: Callable[[str], str | None],
    audit: Callable[[dict[str, Any]], None],
) -> FastAPI:
    guard, directory, router = Guard(rules, audit=audit), Directory(directory_url), APIRouter()

    def now() -> Attributes:
        return {"time": dt.datetime.now(dt.timezone.utc)}  # noqa: UP017 — as most people write it

    async def asking(request: Request, kind: str = Path(), authorization: str = Header("")) -> Attributes:
        words = authorization.split()
        user_id = authenticate(words[1]) if len(words) == 2 and words[0].lower() == "bearer" else None
        if user_id is None:
            raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer realm="shop"'})
        try:
            return await directory.attributes(user_id)
        except (UnknownUserError, DirectoryUnavailableError) as error:
            action = {"GET": "read", "PATCH": "update", "DELETE": "delete"}[request.method]
            resource = request.path_params.get("name")
            record = {"user": user_id, "action": action, "type": kind, "resource": resource, "allowed": False}
            audit({**now(), **record, "rule": "", "reason": repr(error)})
            raise HTTPException(403 if isinstance(error, UnknownUserError) else 503) from error

    def may(user: Attributes, action: str, resource: Attributes) -> bool:
        return guard.decide(user, action, resource, now()).allowed

    def wanted(kind: str, name: str, user: Attributes, action: str) -> Attributes:
        resource = store.get(kind, {}).get(name)
        if resource is None:
            raise HTTPException(404)
        if not may(user, action, resource):
            raise HTTPException(403 if action != "read" and may(user, "read", resource) else 404)
        return resource

    @router.get("/{kind}")
    async def everything(
        kind: str,
        limit: int = Query(20),
        offset: int = Query(0),
        user: Attributes = Depends(asking),  # noqa: B008 — FastAPI's way
    ) -> dict[str, Any]:
        if kind not in store:
            raise HTTPException(404)
        seen = [resource for resource in store[kind].values() if may(user, "read", resource)]
        return {"total": len(seen), "items": seen[offset:][:limit]}

    @router.get("/{kind}/{name}")
    async def one(kind: str, name: str, user: Attributes = Depends(asking)) -> Attributes:  # noqa: B008
        return wanted(kind, name, user, "read")

    @router.patch("/{kind}/{name}")
    async def update(kind: str, name: str, change: Change, user: Attributes = Depends(asking)) -> Response:  # noqa: B008
        wanted(kind, name, user, "update").update(text=change.text)
        return Response(status_code=204)

    @router.delete("/{kind}/{name}")
    async def delete(kind: str, name: str, user: Attributes = Depends(asking)) -> Response:  # noqa: B008
        wanted(kind, name, user, "delete")
        store[kind].pop(name)
        return Response(status_code=204)

    app = FastAPI()
    app.include_router(router)
    return app
