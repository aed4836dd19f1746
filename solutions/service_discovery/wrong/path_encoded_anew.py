"""The path is decoded and encoded anew: `%2F` becomes a slash.

Fails: test_passes_path_and_query_on_as_they_were_sent[path]
"""

from urllib.parse import quote


def _target(request: Request) -> str:
    """Return path and query as they were sent: "%2F" is not "/"."""
    query = request.scope["query_string"].decode("ascii")
    return quote(request.url.path) + (f"?{query}" if query else "")
