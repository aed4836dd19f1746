"""Leaves common names on, as Python does.

Fails: test_a_common_name_is_no_name
"""


def client_context(roots: str) -> ssl.SSLContext:
    """Return a client's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
