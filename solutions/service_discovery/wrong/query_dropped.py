"""The path is passed on without its query.

Fails: test_passes_path_and_query_on_as_they_were_sent[query]
"""


def _target(request: Request) -> str:
    """Return path and query as they were sent: "%2F" is not "/"."""
    return request.scope["raw_path"].decode("ascii")
