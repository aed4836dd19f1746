"""TLS contexts that take nobody on trust."""

import ssl


def client_context(authority: str) -> ssl.SSLContext:
    """For a client that believes this authority (PEM) and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cadata=authority)
    return context


def server_context(folder: str) -> ssl.SSLContext:
    """For a server with ``server.pem`` (certificate and key), whose callers ``ca.pem`` vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(f"{folder}/server.pem")
    context.load_verify_locations(f"{folder}/ca.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    return context
