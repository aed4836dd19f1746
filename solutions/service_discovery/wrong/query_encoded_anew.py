"""The query is decoded and encoded anew: `%20` becomes a plus, a name without a value gets one.

Fails: test_passes_path_and_query_on_as_they_were_sent[query]
"""

from urllib.parse import urlencode


def _target(request: Request) -> str:
    """Return path and query as they were sent: "%2F" is not "/"."""
    query = urlencode(request.query_params.multi_items())
    return request.scope["raw_path"].decode("ascii") + (f"?{query}" if query else "")
