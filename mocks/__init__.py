"""The services that a course's exercises talk to, and the catalogue that names them.

Each is a class with its own state and a FastAPI app: the same object answers the tests and, under uvicorn, curl.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "accounts": "mocks.accounts:Accounts",
        "auth": "mocks.auth_server:AuthServer",
        "directory": "mocks.directory:AttributeDirectory",
        "payment": "mocks.payment:PaymentService",
        "registry": "mocks.registry:Registry",
        "store": "mocks.session_store:SessionStore",
        "orders": "mocks.resource_server:ResourceServer",
        "broker": "mocks.broker:Broker",
        "kms": "mocks.kms:KeyManagementService",
        "shop": "mocks.shop:Shop",
        "ca": "mocks.certificate_authority:CertificateAuthority",
        "vault": "mocks.secret_manager:SecretManager",
        "control_plane": "mocks.control_plane:ControlPlane",
    }
)
"""Name in ``topic.yaml`` (and of the fixture) to ``module:class``; loaded when first asked for."""
