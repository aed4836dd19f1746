"""Keeps the Authorization of one caller for the next one.

Fails: test_hands_on_who_asks
"""


class _Gateway:
    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        self._kept = authorization = authorization or getattr(self, "_kept", None)
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=self._timeout, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            answers = await asyncio.gather(*asked)
        return {name: part for name, part in zip(self.services, answers, strict=True) if part is not None}
