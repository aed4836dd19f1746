"""Changes the text before it asks whether that is permitted.

Fails: test_who_may_not_change_it_changes_nothing[PATCH], test_rules_are_asked_with_all_there_is,
    test_what_can_not_be_logged_does_not_happen
"""


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
    def show_all(kind: str, limit: int = 20, offset: int = 0, user: Attributes = asking) -> dict[str, Any]:
        items = shop.readable(kind, user)
        return {"items": items[offset : offset + limit], "total": len(items)}

    @app.get("/{kind}/{resource_id}")
    def show(kind: str, resource_id: str, user: Attributes = asking) -> Attributes:
        return shop.find(kind, resource_id, user, "read")

    @app.patch("/{kind}/{resource_id}", status_code=204)
    def change(kind: str, resource_id: str, text: Annotated[str, Body(embed=True)], user: Attributes = asking) -> None:
        if resource_id in shop.shelf(kind):
            shop.shelf(kind)[resource_id]["text"] = text
        shop.find(kind, resource_id, user, "update")

    @app.delete("/{kind}/{resource_id}", status_code=204)
    def delete(kind: str, resource_id: str, user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "delete")
        del shop.shelf(kind)[resource_id]

    return app
