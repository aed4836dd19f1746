"""The forms of SCIM 2.0 (RFC 7643 and RFC 7644): a user, a list, an error, each as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from fastapi.responses import JSONResponse

from mocks.directory.people import Person

SCIM_JSON = "application/scim+json"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
ACCESS = "urn:shop:params:scim:schemas:extension:access:2.0:User"
"""An extension of our own (RFC 7643, section 3.3): clearance and region."""
CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimResponse(JSONResponse):
    """An answer in SCIM's own media type."""

    media_type = SCIM_JSON


def user(person: Person, base: str) -> dict[str, Any]:
    """Return a user as a SCIM resource. What is not known of them is left out (RFC 7643, section 2.5)."""
    roles = [{"value": role} for role in person.roles]
    core = {"timezone": person.timezone, "roles": roles or None, "active": person.active}
    extensions = {
        ENTERPRISE: _known({"department": person.department}),
        ACCESS: _known({"clearance": person.clearance, "region": person.region}),
    }
    present = {name: values for name, values in extensions.items() if values}
    return {
        "schemas": [USER, *present],
        "id": person.id,
        "userName": f"{person.id}@shop.test",
        **_known(core),
        **present,
        "meta": {
            "resourceType": "User",
            "created": _moment(person.created),
            "lastModified": _moment(person.modified),
            "location": f"{base}/Users/{person.id}",
            "version": version(person),
        },
    }


def version(person: Person) -> str:
    """Return the weak entity tag of a user's present state (RFC 7644, section 3.14)."""
    return f'W/"{person.version}"'


def listed(resources: Sequence[Mapping[str, Any]], total: int, start: int) -> dict[str, Any]:
    """Return a page of resources (RFC 7644, section 3.4.2). ``start`` counts from 1."""
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": list(resources),
    }


def error(status: int, detail: str, *, scim_type: str = "", headers: Mapping[str, str] | None = None) -> ScimResponse:
    """Return an error (RFC 7644, section 3.12), in which the status is a text."""
    body = {"schemas": [ERROR], "status": str(status), "detail": detail}
    if scim_type:
        body["scimType"] = scim_type
    return ScimResponse(body, status, headers=dict(headers or {}))


def service_provider_config() -> dict[str, Any]:
    """Return what the directory can do (RFC 7643, section 5): it reads, and filters by one attribute."""
    no = {"supported": False}
    return {
        "schemas": [CONFIG],
        "documentationUri": "https://www.rfc-editor.org/rfc/rfc7644",
        "patch": no,
        "bulk": {**no, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": 100},
        "changePassword": no,
        "sort": no,
        "etag": {"supported": True},
        "authenticationSchemes": [],
    }


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
