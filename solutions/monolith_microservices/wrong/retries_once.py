"""Tries a service that fails a second time.

Fails: test_shows_a_service_that_is_back, test_survives_a_service_that_cannot_be_reached
"""


class _Gateway:
    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        if self._under_way[name] >= self._limit:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(self._timeout):
                url = f"{self.services[name]}/summary"
                try:
                    answer = await client.get(url, params={"user": user})
                except httpx.TransportError:
                    answer = await client.get(url, params={"user": user})
            part = answer.json() if answer.status_code == 200 else None
        except (httpx.HTTPError, TimeoutError, ValueError):
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None
