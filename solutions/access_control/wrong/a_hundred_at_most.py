"""Refuses a limit of more than a hundred.

Fails: test_a_page_has_twenty_by_default
"""

from fastapi import Query


def create_app(
    *,
    store: dict[str, dict[str, Attributes]],
    rules: Sequence[Rule],
    directory_url: str,
    authenticate: Callable[[str], str | None],
    audit: Callable[[dict[str, Any]], None],
) -> FastAPI:
    app = FastAPI()
    shop = _Shop(store, Guard(rules, audit=audit), Directory(directory_url), authenticate)
    asking = Depends(shop.user_of)

    @app.get("/{kind}")
    def show_all(
        kind: str, limit: Annotated[int, Query(le=100)] = 20, offset: int = 0, user: Attributes = asking
    ) -> dict[str, Any]:
        items = shop.readable(kind, user)
        return {"items": items[offset : offset + limit], "total": len(items)}

    @app.get("/{kind}/{resource_id}")
    def show(kind: str, resource_id: str, user: Attributes = asking) -> Attributes:
        return shop.find(kind, resource_id, user, "read")

    @app.patch("/{kind}/{resource_id}", status_code=204)
    def change(kind: str, resource_id: str, text: Annotated[str, Body(embed=True)], user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "update")["text"] = text

    @app.delete("/{kind}/{resource_id}", status_code=204)
    def delete(kind: str, resource_id: str, user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "delete")
        del shop.shelf(kind)[resource_id]

    return app
