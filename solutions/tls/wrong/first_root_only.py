"""Trusts the first certificate in the file.

Fails: test_trusts_each_of_several_roots
"""


def client_context(roots: str) -> ssl.SSLContext:
    """Return a client's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots.split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----\n")
    context.hostname_checks_common_name = False
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context
