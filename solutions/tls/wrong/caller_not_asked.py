"""Loads the roots, and asks nobody.

Fails: test_turns_away_who_shows_none
"""


def server_context(folder: str) -> ssl.SSLContext:
    """Return a server's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(os.path.join(folder, "server.pem"))
    context.load_verify_locations(os.path.join(folder, "roots.pem"))
    return context
