"""Access control: by role, by attributes, both combined and logged, and enforced in an application.

The lesson and everything that is asked of you are in README.md. ``Directory.attributes`` and the endpoints may be
``async def`` instead, where you like that better; everything else is plain. Names and parameters stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from fastapi import FastAPI

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
"""Called with the user, the action, the resource and the environment. Returns True or False; raises
MissingAttributeError if an attribute that it needs is missing."""


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
    """What a guard decides.

    allowed: whether the action is permitted. rule: the name of the rule that decided, "" if no rule applied.
    reason: why, in words for whoever reads the audit log.
    """

    allowed: bool
    rule: str
    reason: str


def has_role_permission(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether one of the user's ``roles`` permits the action on resources of this ``type``."""
    # TODO(rbac)
    raise NotImplementedError


def is_owner(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``id`` is the resource's ``owner``."""
    # TODO(attributes)
    raise NotImplementedError


def same_department(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``department`` is the resource's."""
    # TODO(attributes)
    raise NotImplementedError


def in_residency(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``region`` is one of the resource's ``residency``."""
    # TODO(attributes)
    raise NotImplementedError


def is_cleared(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the user's ``clearance`` is at least the resource's ``classification``."""
    # TODO(attributes)
    raise NotImplementedError


def in_business_hours(user: Attributes, action: str, resource: Attributes, environment: Attributes) -> bool:
    """Say whether the environment's ``time`` is within business hours in the user's ``zone``."""
    # TODO(attributes)
    raise NotImplementedError


class Guard:
    """Decides by rules, deny overrides, and logs every decision.

    rules: any number of them, in any order. audit: called once for each decision, with a dictionary, before ``decide``
    returns.
    """

    def __init__(self, rules: Sequence[Rule], *, audit: Callable[[dict[str, Any]], None]) -> None:
        # TODO(decide)
        raise NotImplementedError

    def decide(self, user: Attributes, action: str, resource: Attributes, environment: Attributes) -> Decision:
        """Permit what a permit rule applies to and no deny rule does. Indeterminate deny rules deny.

        Raises what ``audit`` raises, and nothing else.
        """
        # TODO(decide): the deny rules, the permit rules, and those that are indeterminate.
        # TODO(audit): one record, whatever the decision.
        raise NotImplementedError


def shop_rules() -> list[Rule]:
    """Return the rules ``role``, ``own_post``, ``clearance``, ``residency`` and ``hours``, in this order."""
    # TODO(decide)
    raise NotImplementedError


class Directory:
    """The attributes of users, from a SCIM service (RFC 7644).

    url: the base URL, such as ``https://directory.test/scim/v2``; it does not end in ``/``.
    """

    def __init__(self, url: str) -> None:
        # TODO(directory)
        raise NotImplementedError

    def attributes(self, user_id: str) -> Attributes:
        """Send one request, and return ``id`` and whatever else is known of ``zone``, ``roles``, ``department`` …

        Raises UnknownUserError or DirectoryUnavailableError, and nothing else.
        """
        # TODO(directory)
        raise NotImplementedError


def create_app(
    *,
    store: dict[str, dict[str, Attributes]],
    rules: Sequence[Rule],
    directory_url: str,
    authenticate: Callable[[str], str | None],
    audit: Callable[[dict[str, Any]], None],
) -> FastAPI:
    """Return an application that lists, shows, changes and deletes resources, each only if the rules permit it.

    store: the resources by type and id; PATCH and DELETE change it. rules, audit: for the ``Guard`` that decides.
    directory_url: the base URL for ``Directory``. authenticate: called with a token, returns the user's id or None.
    """
    # TODO(api)
    raise NotImplementedError
