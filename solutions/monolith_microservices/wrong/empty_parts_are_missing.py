"""Takes an empty object for a missing part.

Fails: test_example_shows_the_page_without_search, test_gives_each_place_back,
    test_makes_no_more_calls_than_the_limit, test_puts_the_page_together
"""


class _Gateway:
    async def parts(self, user: str, authorization: str | None) -> dict[str, Any]:
        """What each service that answers tells of the user."""
        headers = {} if authorization is None else {"Authorization": authorization}
        async with httpx.AsyncClient(timeout=self._timeout, headers=headers) as client:
            asked = [self._ask(client, name, user) for name in self.services]
            answers = await asyncio.gather(*asked)
        return {name: part for name, part in zip(self.services, answers, strict=True) if part}
