"""Conditions made by functions that make them, decisions as a fold over answers, one handler for all requests."""

import datetime
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import contains, eq
from urllib.parse import quote

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

ACTIONS = ("create", "read", "update", "delete")
TYPES = ("users", "posts", "settings", "billing")
LEVELS = ("public", "internal", "confidential", "secret")
"""Of a classification and of a clearance, the lowest first."""

OPENS, CLOSES = datetime.time(9), datetime.time(17)
"""Business hours, Monday to Friday, in the user's time zone."""

PERMIT, DENY = "permit", "deny"

DIRECTORY_TIMEOUT = 2.0
"""How many seconds to wait for the directory."""

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACCESS = "urn:shop:params:scim:schemas:extension:access:2.0:User"
"""Where in a user of the directory the department is, and where clearance and region are."""

Attributes = dict
Condition = Callable
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


TABLE = """
    admin   users crud  posts crud  settings crud  billing crud
    editor  users r     posts cru   settings r     billing -
    viewer  users -     posts r     settings -     billing -
"""
WORDS = {"c": "create", "r": "read", "u": "update", "d": "delete", "-": None}


def cells():
    for line in TABLE.strip().splitlines():
        role, *rest = line.split()
        for kind, letters in zip(rest[::2], rest[1::2], strict=True):
            yield from ((role, kind, WORDS[letter]) for letter in letters)


PERMITTED = frozenset(cells())


def as_text(value):
    return value if isinstance(value, str) and value else None


def as_list(value):
    return list(value) if isinstance(value, list | tuple) else None


def as_level(value):
    return LEVELS.index(value) if value in LEVELS else None


def as_moment(value):
    return value if isinstance(value, datetime.datetime) and value.utcoffset() is not None else None


def as_zone(value):
    try:
        return zoneinfo.ZoneInfo(as_text(value))
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        return None


def attribute(place, form):
    """A function from what is asked about to one attribute of it."""
    whose, name = place.split(".")
    index = {"user": 0, "resource": 2, "environment": 3}[whose]

    def get(asked):
        value = form(asked[index].get(name))
        if value is None:
            raise MissingAttributeError(place)
        return value

    return get


def compare(left, right, how):
    """A condition that compares two attributes."""

    def condition(user, action, resource, environment):
        asked = (user, action, resource, environment)
        return how(left(asked), right(asked))

    return condition


def office_is_open(zone, moment):
    local = moment.astimezone(zone)
    seconds = (local.hour * 60 + local.minute) * 60 + local.second
    return local.isoweekday() <= 5 and 9 * 3600 <= seconds < 17 * 3600


is_owner = compare(attribute("user.id", as_text), attribute("resource.owner", as_text), eq)
same_department = compare(attribute("user.department", as_text), attribute("resource.department", as_text), eq)
in_residency = compare(attribute("resource.residency", as_list), attribute("user.region", as_text), contains)
is_cleared = compare(attribute("user.clearance", as_level), attribute("resource.classification", as_level), int.__ge__)
in_business_hours = compare(attribute("user.zone", as_zone), attribute("environment.time", as_moment), office_is_open)


def has_role_permission(user, action, resource, environment):
    asked = (user, action, resource, environment)
    kind = attribute("resource.type", as_text)(asked)
    return any((role, kind, action) in PERMITTED for role in attribute("user.roles", as_list)(asked))


def opposite(condition):
    def other(*asked):
        return {True: False, False: True}[condition(*asked)]

    return other


def both(*conditions):
    return lambda *asked: min(condition(*asked) for condition in conditions)


def shop_rules():
    return [
        Rule("role", PERMIT, has_role_permission),
        Rule("own_post", PERMIT, both(is_owner, same_department, in_business_hours), {"delete"}, {"posts"}),
        Rule("clearance", DENY, opposite(is_cleared)),
        Rule("residency", DENY, opposite(in_residency)),
        Rule("hours", DENY, opposite(in_business_hours), set(ACTIONS) - {"read"}, {"settings", "billing"}),
    ]


def answer(rule, asked):
    """True, False, or a text that says why neither."""
    if rule.actions is not None and asked[1] not in rule.actions:
        return False
    try:
        if rule.types is not None and attribute("resource.type", as_text)(asked) not in rule.types:
            return False
        found = rule.when(*asked)
    except Exception as error:
        return f"{type(error).__name__} {error}"
    return found if found in (True, False) else f"answered {found!r}"


class Guard:
    def __init__(self, rules, *, audit):
        self._rules, self._audit = tuple(rules), audit

    def decide(self, user, action, resource, environment):
        asked = (user, action, resource, environment)
        answers = [(rule, answer(rule, asked)) for rule in self._rules]
        denies = [(rule.name, f"no: {found}") for rule, found in answers if rule.effect == DENY and found is not False]
        permits = [(rule.name, "yes") for rule, found in answers if rule.effect == PERMIT and found is True]
        name, reason = [*denies, *permits, ("", "nobody has permitted it")][0]
        decision = Decision(bool(permits) and not denies, name, reason)
        self._audit(record(environment.get("time"), user.get("id"), action, resource, decision))
        return decision


def record(moment, user_id, action, resource, decision):
    known = {"type": resource.get("type"), "resource": resource.get("id"), "user": user_id, "action": action}
    return {"time": moment, **known, "allowed": decision.allowed, "rule": decision.rule, "reason": decision.reason}


class Directory:
    def __init__(self, url):
        self._url = url

    def attributes(self, user_id):
        try:
            found = httpx.request("GET", f"{self._url}/Users/{quote(user_id, '')}", timeout=httpx.Timeout(2))
            known = {} if found.status_code == 404 else found.raise_for_status().json()
            assert found.status_code in (200, 404)
            assert found.status_code == 404 or known["id"] == user_id
        except (httpx.HTTPError, ValueError, AssertionError, LookupError, TypeError) as error:
            raise DirectoryUnavailableError(repr(error)) from error
        if known.get("active") is not True:
            raise UnknownUserError(user_id)
        flat = {"id": user_id, "zone": known.get("timezone"), **known.get(ENTERPRISE, {}), **known.get(ACCESS, {})}
        flat["roles"] = [role["value"] for role in known["roles"]] if "roles" in known else None
        names = ("id", "zone", "department", "clearance", "region", "roles")
        return {name: flat[name] for name in names if flat.get(name) is not None}


def create_app(*, store, rules, directory_url, authenticate, audit):
    app, guard, directory = FastAPI(openapi_url=None), Guard(rules, audit=audit), Directory(directory_url)

    @app.api_route("/{kind}", methods=["GET"])
    @app.api_route("/{kind}/{name}", methods=["GET", "PATCH", "DELETE"])
    async def everything(request: Request, kind: str, name: str | None = None):
        action = {"GET": "read", "PATCH": "update", "DELETE": "delete"}[request.method]
        environment = {"time": datetime.datetime.now(datetime.UTC)}
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        user_id = authenticate(token.strip()) if scheme.casefold() == "bearer" else None
        if user_id is None:
            return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
        try:
            user = directory.attributes(user_id)
        except AccessError as error:
            refusal = Decision(False, "", f"{type(error).__name__} {error}")
            audit(record(environment["time"], user_id, action, {"type": kind, "id": name}, refusal))
            return Response(status_code=403 if type(error) is UnknownUserError else 503)

        def may(do, resource):
            return guard.decide(user, do, resource, environment).allowed

        if kind not in store:
            return Response(status_code=404)
        if name is None:
            return page([each for each in store[kind].values() if may("read", each)], request.query_params)
        resource = store[kind].get(name)
        if resource is None:
            return Response(status_code=404)
        if not may(action, resource):
            return Response(status_code=403 if action != "read" and may("read", resource) else 404)
        if action == "read":
            return JSONResponse(resource)
        if action == "delete":
            store[kind].pop(name)
        else:
            resource["text"] = (await request.json())["text"]
        return Response(status_code=204)

    return app


def page(resources, query):
    limit, offset = int(query.get("limit", "20")), int(query.get("offset", "0"))
    return JSONResponse({"items": resources[offset:][:limit], "total": len(resources)})
