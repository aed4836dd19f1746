"""Serves TLS 1.2 as well.

Fails: test_the_server_refuses_an_old_version
"""


def server_context(folder: str) -> ssl.SSLContext:
    """Return a server's context."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, "server.pem"))
    context.load_verify_locations(os.path.join(folder, "roots.pem"))
    context.verify_mode = ssl.CERT_REQUIRED
    return context
