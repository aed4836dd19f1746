"""Sends a call on without its body.

Fails: test_carries_a_call_as_it_came, test_repeats_only_what_does_no_harm, test_tells_the_application_who_calls
"""


async def forward(request: Request, base_url: str, fields: Mapping[str, str | None], timeout: float) -> httpx.Response:
    """Send a request on to ``base_url``: method, path, query, body and header fields as they came."""
    headers = [(name, value) for name, value in request.headers.items() if name not in OF_ONE_CONNECTION | set(fields)]
    headers += [(name, value) for name, value in fields.items() if value is not None]
    query = request.scope["query_string"].decode("latin-1")
    url = base_url + request.scope["raw_path"].decode("latin-1") + (f"?{query}" if query else "")
    async with httpx.AsyncClient(timeout=timeout) as client:
        return await client.request(request.method, url, headers=headers)
