"""Verifies the chain, for whichever host.

Fails: test_example_a_client_verifies_its_server, test_refuses_another_host, test_a_common_name_is_no_name
"""


def client_context(roots: str) -> ssl.SSLContext:
    """Return a client's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots)
    context.hostname_checks_common_name = False
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    return context
