"""Only a status of 500 and more counts as a failure; 400, 401 and 429 are taken for answers.

Fails: x
"""


class Store:
    def _post(self, path: str, body: Any) -> Any:
        try:
            answer = self._http.post(path, json=body)
        except httpx.HTTPError as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error
        if answer.status_code >= 500:
            raise StoreUnavailable(f"the session store answers {answer.status_code}")
        found = answer.json()
        return found if "result" in found or isinstance(found, list) else {"result": None}
