"""Trusts the operating system's authorities.

Fails: test_speaks_with_a_caller_that_shows_a_certificate, test_turns_away_who_shows_none,
    test_the_server_refuses_an_old_version
"""


def server_context(folder: str) -> ssl.SSLContext:
    """Return a server's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(os.path.join(folder, "server.pem"))
    context.load_default_certs(ssl.Purpose.CLIENT_AUTH)
    context.verify_mode = ssl.CERT_REQUIRED
    return context
