"""Waits for a service without end.

Fails: test_gives_each_place_back, test_gives_up_after_the_timeout,
    test_survives_a_service_that_cannot_be_reached
"""


class _Gateway:
    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=None, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            answers = await asyncio.gather(*asked)
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}

    async def _ask(self, client: httpx.AsyncClient, name: str, user: str) -> dict[str, Any] | None:
        if self._under_way[name] >= self._limit:
            return None
        self._under_way[name] += 1
        try:
            async with asyncio.timeout(None):
                answer = await client.get(f"{self.services[name]}/summary", params={"user": user})
            part = answer.json() if answer.status_code == 200 else None
        except (httpx.HTTPError, TimeoutError, ValueError):
            return None
        finally:
            self._under_way[name] -= 1
        return part if isinstance(part, dict) else None
