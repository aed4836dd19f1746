"""A timeout goes out as httpx's.

Fails: x
"""


class Store:
    def _post(self, path: str, body: Any) -> Any:
        try:
            answer = self._http.post(path, json=body)
            answer.raise_for_status()
        except (httpx.NetworkError, httpx.ProtocolError, httpx.HTTPStatusError) as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error
        return answer.json()
