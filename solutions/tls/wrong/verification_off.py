"""Verifies nothing.

Fails: test_example_a_client_verifies_its_server, test_refuses_the_server_of_a_stranger,
    test_refuses_another_host, test_refuses_outside_of_its_time, test_a_common_name_is_no_name,
    test_two_contexts_share_nothing
"""


def client_context(roots: str) -> ssl.SSLContext:
    """Return a client's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=roots)
    context.hostname_checks_common_name = False
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
