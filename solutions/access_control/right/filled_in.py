"""The skeleton filled in, in the order in which it stands, with plain ifs and loops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timezone
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

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


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether one of the user's ``roles`` permits the action on resources of this ``type``."""
    roles = user.get("roles")
    if not isinstance(roles, list):
        raise MissingAttributeError("user.roles")
    kind = text_of(resource, "type", "resource")
    for role in roles:
        if role == "admin" and action in ACTIONS and kind in TYPES:
            return True
        if role == "editor" and (action, kind) in EDITOR:
            return True
        if role == "viewer" and (action, kind) == ("read", "posts"):
            return True
    return False


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``id`` is the resource's ``owner``."""
    me, owner = text_of(user, "id", "user"), text_of(resource, "owner", "resource")
    return me == owner


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``department`` is the resource's."""
    mine, its = text_of(user, "department", "user"), text_of(resource, "department", "resource")
    return mine == its


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``region`` is one of the resource's ``residency``."""
    region = text_of(user, "region", "user")
    residency = resource.get("residency")
    if not isinstance(residency, (list, tuple, set)):
        raise MissingAttributeError("resource.residency")
    return region in residency


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``clearance`` is at least the resource's ``classification``."""
    clearance, classification = user.get("clearance"), resource.get("classification")
    if clearance not in LEVELS:
        raise MissingAttributeError("user.clearance")
    if classification not in LEVELS:
        raise MissingAttributeError("resource.classification")
    return LEVELS.index(clearance) >= LEVELS.index(classification)


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the environment's ``time`` is within business hours in the user's ``zone``."""
    now = environment.get("time")
    if not isinstance(now, datetime) or now.tzinfo is None:
        raise MissingAttributeError("environment.time")
    name = text_of(user, "zone", "user")
    try:
        zone = ZoneInfo(name)
    except Exception:
        raise MissingAttributeError("user.zone")  # noqa: B904 — what went wrong is no matter
    here = now.astimezone(zone)
    if here.weekday() in (5, 6):
        return False
    return 9 <= here.hour < 17


def text_of(attributes: Attributes, name: str, whose: str) -> str:
    value = attributes.get(name)
    if not isinstance(value, str) or value == "":
        raise MissingAttributeError(whose + "." + name)
    return value


EDITOR = [("read", "users"), ("create", "posts"), ("read", "posts"), ("update", "posts"), ("read", "settings")]


class Guard:
    """Decides by rules, deny overrides, and has every decision written down.

    audit: called once with each decision, as a dictionary, before ``decide`` returns.
    """

    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        self.rules = rules
        self.audit = audit

    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Permit what a rule permits and none denies. What can't be told permits nothing, and denies."""
        denied_by = permitted_by = None
        why = "no rule permits this"
        for rule in self.rules:
            answer, text = self.ask(rule, user, action, resource, environment)
            if rule.effect == DENY and answer != "no" and denied_by is None:
                denied_by, why_denied = rule.name, text
            elif rule.effect == PERMIT and answer == "yes" and permitted_by is None:
                permitted_by = rule.name
        if denied_by is not None:
            decision = Decision(False, denied_by, why_denied)
        elif permitted_by is not None:
            decision = Decision(True, permitted_by, "permitted")
        else:
            decision = Decision(False, "", why)
        record = {"time": environment.get("time"), "user": user.get("id"), "action": action}
        record["type"] = resource.get("type")
        record["resource"] = resource.get("id")
        record["allowed"] = decision.allowed
        record["rule"] = decision.rule
        record["reason"] = decision.reason
        self.audit(record)
        return decision

    def ask(self, rule: Rule, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Any:
        if rule.actions is not None and action not in rule.actions:
            return "no", ""
        if rule.types is not None:
            kind = resource.get("type")
            if kind is None or kind == "":
                return "who knows", "the type is missing"
            if kind not in rule.types:
                return "no", ""
        try:
            answer = rule.when(user, action, resource, environment)
        except Exception as e:
            return "who knows", f"error: {e}"
        if answer is True:
            return "yes", "the condition holds"
        if answer is False:
            return "no", ""
        return "who knows", f"strange answer {answer}"


def own_post(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    if not is_owner(user, action, resource, environment):
        return False
    if not same_department(user, action, resource, environment):
        return False
    return in_business_hours(user, action, resource, environment)


def not_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return not is_cleared(user, action, resource, environment)


def elsewhere(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return not in_residency(user, action, resource, environment)


def after_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    return not in_business_hours(user, action, resource, environment)


def shop_rules() -> list[Rule]:
    """Return the shop's policy: ``role``, ``own_post``, ``clearance``, ``residency`` and ``hours``."""
    rules = [Rule("role", PERMIT, has_role_permission)]
    rules.append(Rule("own_post", PERMIT, own_post, actions=("delete",), types=("posts",)))
    rules.append(Rule("clearance", DENY, not_cleared))
    rules.append(Rule("residency", DENY, elsewhere))
    changes, types = ("create", "update", "delete"), ("settings", "billing")
    rules.append(Rule("hours", DENY, after_hours, actions=changes, types=types))
    return rules


class Directory:
    """The attributes of users, from the SCIM service at ``url`` (which does not end in ``/``)."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=DIRECTORY_TIMEOUT)

    def attributes(self, user_id: str) -> Attributes:
        """Ask the directory, once, and return ``id`` and what else is known of the user."""
        try:
            r = self.client.get("/Users/" + quote(user_id, safe=""))
        except httpx.HTTPError as e:
            raise DirectoryUnavailableError(str(e)) from e
        if r.status_code == 404:
            raise UnknownUserError
        if r.status_code != 200:
            raise DirectoryUnavailableError(str(r.status_code))
        try:
            data = r.json()
        except Exception as e:
            raise DirectoryUnavailableError("no JSON") from e
        if not isinstance(data, dict) or "id" not in data or data["id"] != user_id:
            raise DirectoryUnavailableError("no user")
        if "active" not in data or data["active"] is not True:
            raise UnknownUserError
        user = {"id": user_id}
        if "timezone" in data:
            user["zone"] = data["timezone"]
        if "roles" in data:
            user["roles"] = []
            for role in data["roles"]:
                user["roles"].append(role["value"])
        if ENTERPRISE in data and "department" in data[ENTERPRISE]:
            user["department"] = data[ENTERPRISE]["department"]
        if ACCESS in data:
            for name in ("clearance", "region"):
                if name in data[ACCESS]:
                    user[name] = data[ACCESS][name]
        return user


class Stop(Exception):
    """Ends a request with a status."""

    def __init__(self, status: int) -> None:
        self.status = status


def create_app(
    *,
    store: dict[str, dict[str, Attributes]],
    rules: Sequence[Rule],
    directory_url: str,
    authenticate: Callable[[str], str | None],
    audit: Callable[[dict[str, Any]], None],
) -> FastAPI:
    """Return an application that lists, gives, changes and deletes resources, each only if the rules permit."""
    app = FastAPI()
    guard = Guard(rules, audit=audit)
    directory = Directory(directory_url)

    @app.exception_handler(Stop)
    def stop(request: Request, error: Stop) -> Response:
        headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
        return JSONResponse({"status": error.status}, error.status, headers)

    def who(request: Request, action: str, kind: str, id: str | None) -> Attributes:
        header = request.headers.get("authorization", "")
        if not header.lower().startswith("bearer "):
            raise Stop(401)
        user_id = authenticate(header[7:])
        if user_id is None:
            raise Stop(401)
        try:
            return directory.attributes(user_id)
        except (UnknownUserError, DirectoryUnavailableError) as e:
            status = 503
            if isinstance(e, UnknownUserError):
                status = 403
            now = datetime.now(timezone.utc)  # noqa: UP017 — as most people write it
            record = {"time": now, "user": user_id, "action": action, "type": kind, "resource": id}
            audit({**record, "allowed": False, "rule": "", "reason": f"directory: {status}"})
            raise Stop(status) from e

    def check(user: Attributes, action: str, resource: Attributes) -> bool:
        now = datetime.now(timezone.utc)  # noqa: UP017
        return guard.decide(user, action, resource, {"time": now}).allowed

    def get(request: Request, action: str, kind: str, id: str) -> Attributes:
        user = who(request, action, kind, id)
        if kind not in store or id not in store[kind]:
            raise Stop(404)
        resource = store[kind][id]
        if not check(user, action, resource):
            if action == "read":
                raise Stop(404)
            if check(user, "read", resource):
                raise Stop(403)
            raise Stop(404)
        return resource

    @app.get("/{kind}")
    def list_resources(request: Request, kind: str) -> Any:
        user = who(request, "read", kind, None)
        limit = int(request.query_params.get("limit", "20"))
        offset = int(request.query_params.get("offset", "0"))
        if kind not in store:
            raise Stop(404)
        items = []
        for resource in store[kind].values():
            if check(user, "read", resource):
                items.append(resource)
        return {"items": items[offset : offset + limit], "total": len(items)}

    @app.get("/{kind}/{id}")
    def get_resource(request: Request, kind: str, id: str) -> Any:
        return get(request, "read", kind, id)

    @app.patch("/{kind}/{id}")
    async def patch_resource(request: Request, kind: str, id: str) -> Any:
        body = await request.json()
        if not isinstance(body, dict) or not isinstance(body.get("text"), str):
            raise Stop(422)
        get(request, "update", kind, id)["text"] = body["text"]
        return Response(status_code=204)

    @app.delete("/{kind}/{id}")
    def delete_resource(request: Request, kind: str, id: str) -> Any:
        get(request, "delete", kind, id)
        del store[kind][id]
        return Response(status_code=204)

    return app
