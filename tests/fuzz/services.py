"""The third target: requests of a student's to the mock services. They must stand whatever they are sent."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import msgspec

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.wire.messages import HttpAsk, Violation
from mocks.accounts import Accounts
from mocks.auth_server import AuthServer, s256
from mocks.broker import Broker
from mocks.certificate_authority import CertificateAuthority
from mocks.control_plane import ControlPlane
from mocks.database import Database
from mocks.directory import AttributeDirectory
from mocks.kms import KeyManagementService
from mocks.payment import PaymentService
from mocks.registry import Registry
from mocks.resource_server import ResourceServer
from mocks.secret_manager import SecretManager
from mocks.session_store import SessionStore
from mocks.shop import Shop

from . import forms, promises
from .source import Source

REQUESTS = 6
SERVICES = (
    Accounts,
    AuthServer,
    Broker,
    CertificateAuthority,
    Database,
    ControlPlane,
    AttributeDirectory,
    KeyManagementService,
    PaymentService,
    Registry,
    ResourceServer,
    SecretManager,
    SessionStore,
    Shop,
)
PATHS = {
    "auth.test": ("token", "authorize", "login", "logout", "revoke", "userinfo", "jwks.json", ".well-known/%"),
    "directory.test": ("scim/v2/Users", "scim/v2/Users/%", "scim/v2/ServiceProviderConfig", "scim/v2/%"),
    "payment.test": ("charges", "charges/%", "charges/%/refunds", "refunds/%", "methods", "health"),
    "registry.test": (
        *("v1/agent/service/register", "v1/agent/service/deregister/%", "v1/agent/check/pass/service:%"),
        *("v1/agent/check/fail/%", "v1/health/service/%", "v1/catalog/services", "v1/events", "v1/%"),
    ),
    "store.test": ("", "pipeline", "multi-exec", "get/%", "set/%/%", "set/%", "expire/%/%", "sadd/%/%", "%/%"),
    "orders.test": ("orders", "orders/%"),
    "broker.test": (  # its actions; the path is always the same
        *("CreateQueue", "GetQueueUrl", "ListQueues", "GetQueueAttributes", "SendMessage", "ReceiveMessage"),
        *("DeleteMessage", "ChangeMessageVisibility", "PurgeQueue"),
    ),
    "accounts.test": ("users/%", "users/%/password", "introspect"),
    "kms.test": ("",),
    "shop.test": ("services", "%"),
    "ca.test": ("health", "roots", "roots.pem", "1.0/sign", "1.0/%"),
    "vault.test": ("v1/secret/data/%", "v1/database/creds/%", "v1/sys/leases/renew", "v1/sys/leases/revoke", "v1/%"),
    "database.test": ("query", "%"),
    "control-plane.test": ("v3/discovery:routes",),
}
OPERATIONS = ("GenerateDataKey", "Decrypt", "ReEncrypt", "DescribeKey", "CreateKey", "DisableKey", "é", "")
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "")
FIELDS = (
    *("grant_type", "code", "code_verifier", "code_challenge", "client_id", "client_secret", "redirect_uri", "scope"),
    *("refresh_token", "token", "resource", "state", "nonce", "username", "password", "response_type", "prompt"),
    *("amount", "currency", "source", "reference", "Name", "ID", "Address", "Port", "Tags", "Meta", "Check", "TTL"),
    *("filter", "startIndex", "count"),
    *("node", "version_info", "responseNonce", "resource_names", "error_detail"),
    *("index", "wait", "passing", "max_age", "status", "code_challenge_method", "request", "login", "Status"),
    *("QueueUrl", "QueueName", "Attributes", "ReceiptHandle", "VisibilityTimeout", "MaxNumberOfMessages"),
    *("MessageBody", "MessageGroupId", "MessageDeduplicationId", "WaitTimeSeconds", "AttributeNames"),
)
VERIFIER = "a" * 43
VALUES = (
    *("authorization_code", "refresh_token", "client_credentials", "S256", "plain", "code", "openid offline", "none"),
    *("jane", "correct horse", "shop", "shop secret", "reports", "reports secret", "phone", "orders:read", "https"),
    *("orders", "payment", "payment-1", "30s", "1e99h", "9" * 400 + "h", "-1", "0", "tok_visa"),
    *('id eq "jane"', 'userName eq "%"', "9" * 400),
    *("EUR", "https://shop.test/callback", VERIFIER, "passing", "critical", "../..", "%00", "\x00", "é", "a b", ""),
)
LOGIN = (
    "https://auth.test/authorize?client_id=shop&redirect_uri=https%3A%2F%2Fshop.test%2Fcallback&response_type=code"
    f"&state=s&scope=openid&code_challenge={s256(VERIFIER)}&code_challenge_method=S256"
)
SHOP = {"client_id": "shop", "client_secret": "shop secret", "redirect_uri": "https://shop.test/callback"}
QUEUE = {"QueueUrl": "http://broker.test/000000000000/orders.fifo"}
REPORTS = {"grant_type": "client_credentials", "client_id": "reports", "client_secret": "reports secret"}
RIGHT: dict[str, tuple[dict[str, Any], ...]] = {
    "introspect": ({"token": "%"},),
    "users/%/password": ({"record": "%", "replaces": "%"},),
    "token": (
        {"grant_type": "authorization_code", "code": "%", "code_verifier": VERIFIER, **SHOP},
        {"grant_type": "refresh_token", "refresh_token": "%", **SHOP},
        REPORTS,
    ),
    "revoke": ({"token": "%", **SHOP},),
    "login": ({"username": "jane", "password": "correct horse", "login": "%"},),
    "charges": ({"amount": 1250, "currency": "EUR", "source": "tok_visa", "reference": "%"},),
    "charges/%/refunds": ({"amount": 1}, {}),
    "orders": ({"item": "shoes", "quantity": 1},),
    "CreateQueue": ({"QueueName": "a.fifo", "Attributes": {"VisibilityTimeout": "%", "RedrivePolicy": "%"}},),
    "GetQueueUrl": ({"QueueName": "%"},),
    "GetQueueAttributes": ({**QUEUE, "AttributeNames": ["All"]},),
    "SendMessage": ({**QUEUE, "MessageBody": "%", "MessageGroupId": "jane", "MessageDeduplicationId": "%"},),
    "ReceiveMessage": ({**QUEUE, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1}, {**QUEUE, "VisibilityTimeout": 0}),
    "DeleteMessage": ({**QUEUE, "ReceiptHandle": "%"},),
    "ChangeMessageVisibility": ({**QUEUE, "ReceiptHandle": "%", "VisibilityTimeout": 5},),
    "": (
        {"KeyId": "alias/shop", "KeySpec": "AES_256", "EncryptionContext": {"user": "jane"}},
        {"KeyId": "alias/shop", "CiphertextBlob": "%", "EncryptionContext": {"user": "jane"}},
        {"CiphertextBlob": "%", "DestinationKeyId": "alias/shop", "SourceEncryptionContext": {"user": "jane"}},
    ),
    "v3/discovery:routes": (
        {"node": {"id": "orders"}, "version_info": "%", "response_nonce": "%", "error_detail": {"message": "%"}},
    ),
    "v1/agent/service/register": ({"Name": "payment", "ID": "payment-1", "Check": {"TTL": "30s"}}, {"Name": "%"}),
}
"""What honest code sends there; ``%`` stands for something that it was told before."""
TYPES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain", "")
DIRECTORY_KEY = Accounts(Clock()).key
MOST_REPLY = 1 << 16


def services(data: bytes) -> None:
    """Any bytes: a broken promise is an exception."""
    source = Source(data)
    clock = Clock()
    network = Network(clock, Recorder(lambda: clock.elapsed))
    for kind in SERVICES:
        service = kind(clock, observe=network._evidence.state)
        network.serve(service.host, service.app)
        if isinstance(service, Accounts):
            service.add("jane", "record", permissions=["seats:read"])
        if isinstance(service, AttributeDirectory):
            service.add("jane", roles=["editor"], department="sales", clearance="public", timezone="UTC")
        if isinstance(service, AuthServer):
            known = [parse_qs(urlsplit(service.approve(LOGIN)).query)["code"][0], f"shop:{'shop secret'}"]
            known.append(service.issue(scope="orders:read orders:write"))
            issuer, keys = service.issuer, service.jwks
        if isinstance(service, ResourceServer):
            service.trust(issuer, keys.copy)
    for _ in range(REQUESTS):
        try:
            reply = network.handle(_ask(source, known))
        except Violation:
            continue
        known += _learned(reply)
        if network.broken:
            raise promises.Broken(network.broken[0])
        if len(reply["body"]) > MOST_REPLY:
            raise promises.Broken(f"a reply of {len(reply['body'])} bytes")
        clock.move_to(clock.elapsed + (reply["after"] or 0.0) + source.pick((0, 1, 61, 4000)))
        if not source.left:
            return


def _ask(source: Source, known: list[str]) -> HttpAsk:
    host = source.pick(tuple(PATHS))
    place = source.pick(PATHS[host])
    path = "" if host == "broker.test" else place.replace("%", quote(_value(source, known), safe="") or "x")
    query = _pairs(source, known) if not source.below(3) else []
    url = f"http://{host}/{path}" + ("?" + urlencode(query) if query else "")
    right = TYPES[host == "auth.test" or place == "introspect"]
    kind = right if source.below(6) else source.pick(TYPES)
    headers = [("content-type", kind), ("x-amz-target", f"AmazonSQS.{place}"), *_headers(source, known)]
    headers = [("content-type", kind), *_headers(source, known)]
    if host == "accounts.test" and source.below(6):
        headers.append(("authorization", f"Bearer {DIRECTORY_KEY}"))
    if host == "kms.test":
        headers.append(("x-amz-target", "TrentService." + source.pick(OPERATIONS)))
    body = base64.b64encode(_body(source, known, place, kind)).decode()
    usual = "PUT" if host == "registry.test" or place.endswith("/password") else "POST" if place in RIGHT else "GET"
    method = usual if source.below(4) else source.pick(METHODS)
    return HttpAsk(method, url, headers, body, 60.0, now=0.0, sleeps=[])


def _body(source: Source, known: list[str], place: str, kind: str) -> bytes:
    if source.once_in(10):
        return source.take(40)
    made = {name: value for name, value in source.pick(RIGHT.get(place, ({},))).items() if not source.once_in(12)}
    made = {name: _value(source, known) if value == "%" else value for name, value in made.items()}
    if "form-url" in kind:
        return urlencode([*made.items(), *(_pairs(source, known) if not source.below(3) else [])]).encode()
    return json.dumps(_spoiled(source, made, known)).encode()


def _spoiled(source: Source, made: dict[str, Any], known: list[str]) -> Any:
    if source.once_in(12):
        return forms.form(source)
    for _ in range(source.below(6) // 2):
        kind = source.below(6)
        value: Any = _value(source, known) if kind < 3 else forms.number(source) if kind < 5 else forms.form(source)
        made[source.pick(FIELDS)] = value
    return made


def _pairs(source: Source, known: list[str]) -> list[tuple[str, str]]:
    return [(source.pick(FIELDS), _value(source, known)) for _ in range(source.below(4))]


def _headers(source: Source, known: list[str]) -> list[tuple[str, str]]:
    if source.below(3):
        return []
    value = _value(source, known)
    basic = base64.b64encode(value.encode("utf-8", "replace")).decode()
    made = (
        *(("authorization", f"Bearer {value}"), ("authorization", f"Basic {basic}"), ("authorization", value)),
        *(("cookie", f"session={value}"), ("idempotency-key", value), ("host", value), ("content-length", "x")),
    )
    return [source.pick(made) for _ in range(source.below(3))]


def _value(source: Source, known: list[str]) -> str:
    if known and source.below(2):
        return source.pick(known[-40:])
    if source.below(6):
        return source.pick(VALUES)
    return forms.text(source).encode("utf-8", "replace").decode()


def _learned(reply: dict[str, Any]) -> list[str]:
    """What stands in an answer may be sent again: ids, tokens, codes."""
    try:
        found = msgspec.json.decode(base64.b64decode(reply["body"]))
    except msgspec.DecodeError:
        return []
    if not isinstance(found, dict):
        return []
    messages = found.get("Messages") or []  # of the broker, which names the handles in there
    return [value for each in (found, *messages) for value in each.values() if isinstance(value, str)]
