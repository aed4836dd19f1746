"""Lets a refused connection fail the whole page.

Fails: test_example_shows_the_page_without_search, test_says_503_when_nothing_is_left,
    test_shows_a_service_that_is_back, test_survives_a_service_that_cannot_be_reached
"""


class _Gateway:
    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        if self._under_way[name] >= self._limit:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(self._timeout):
                answer = await client.get(f"{self.services[name]}/summary", params={"user": user})
            part = answer.json() if answer.status_code == 200 else None
        except (httpx.ReadError, httpx.RemoteProtocolError, httpx.TimeoutException, TimeoutError, ValueError):
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None
