"""The query goes through a dict: of two values of one name one is left.

Fails: test_passes_path_and_query_on_as_they_were_sent[query]
"""


def _target(request: Request) -> str:
    """Return path and query as they were sent: "%2F" is not "/"."""
    query = str(httpx.QueryParams(dict(request.query_params)))
    return request.scope["raw_path"].decode("ascii") + (f"?{query}" if query else "")
