"""Gives every resource to who knows its id.

Fails: test_each_decision_is_written_down, test_rules_are_asked_with_all_there_is,
    test_what_can_not_be_written_down_does_not_happen, test_what_may_not_be_read_is_not_there
"""


def create_app(
    *,
    store: dict[str, dict[str, Attributes]],
    rules: Sequence[Rule],
    directory_url: str,
    authenticate: Callable[[str], str | None],
    audit: Callable[[dict[str, Any]], None],
) -> FastAPI:
    """Return the application."""
    app = FastAPI()
    shop = _Shop(store, Guard(rules, audit=audit), Directory(directory_url), authenticate, audit)
    asking = Depends(shop.user_of)

    @app.get("/{kind}")
    def show_all(kind: str, limit: Limit = 20, offset: Offset = 0, user: Attributes = asking) -> dict[str, Any]:
        items = shop.readable(kind, user)
        return {"items": items[offset : offset + limit], "total": len(items)}

    @app.get("/{kind}/{resource_id}")
    def show(kind: str, resource_id: str, user: Attributes = asking) -> Attributes:
        if resource_id in shop.shelf(kind):
            return shop.shelf(kind)[resource_id]
        return shop.find(kind, resource_id, user, "read")

    @app.patch("/{kind}/{resource_id}", status_code=204)
    def change(kind: str, resource_id: str, text: Text, user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "update")["text"] = text

    @app.delete("/{kind}/{resource_id}", status_code=204)
    def delete(kind: str, resource_id: str, user: Attributes = asking) -> None:
        shop.find(kind, resource_id, user, "delete")
        del shop.shelf(kind)[resource_id]

    return app
