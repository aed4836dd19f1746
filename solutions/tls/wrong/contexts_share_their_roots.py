"""Keeps one context and adds roots to it.

Fails: test_two_contexts_share_nothing
"""

SHARED = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def client_context(roots: str) -> ssl.SSLContext:
    """Return a client's context."""
    SHARED.load_verify_locations(cadata=roots)
    SHARED.hostname_checks_common_name = False
    SHARED.minimum_version = ssl.TLSVersion.TLSv1_3
    return SHARED
