"""Asks a service no more once it has failed three times.

Fails: test_gives_each_place_back, test_shows_a_service_that_is_back
"""


class _Gateway:
    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        failed = self.__dict__.setdefault("failed", dict.fromkeys(self.services, 0))
        if failed[name] >= 3 or self._under_way[name] >= self._limit:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(self._timeout):
                answer = await client.get(f"{self.services[name]}/summary", params={"user": user})
            part = answer.json() if answer.status_code == 200 else None
        except (httpx.HTTPError, TimeoutError, ValueError):
            failed[name] += 1
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None
