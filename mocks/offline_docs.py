"""The pages ``/docs`` and ``/redoc`` of a service on loopback, with all that they load served beside them.

FastAPI's own load Swagger UI from a content delivery network, so that without internet they stay blank. The files come
from fastapi-offline. ``mocks.serve`` uses this; in a test nobody looks at such a page.
"""

from __future__ import annotations

from importlib.resources import files

from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

ASSETS = "/docs-assets"
DOCS = "/docs"
REDOC = "/redoc"
DESCRIPTION = "/openapi.json"


def with_docs(app: ASGIApp, title: str) -> ASGIApp:
    """The app, its pages for people served from here."""
    pages = _pages(title)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        ours = scope["type"] == "http" and (path in (DOCS, REDOC) or path.startswith(f"{ASSETS}/"))
        await (pages if ours else app)(scope, receive, send)

    return serve


def _pages(title: str) -> Starlette:
    icon = f"{ASSETS}/favicon.png"

    async def docs(_: Request) -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=DESCRIPTION,
            title=title,
            swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
            swagger_css_url=f"{ASSETS}/swagger-ui.css",
            swagger_favicon_url=icon,
        )

    async def redoc(_: Request) -> HTMLResponse:
        return get_redoc_html(
            openapi_url=DESCRIPTION,
            title=title,
            redoc_js_url=f"{ASSETS}/redoc.standalone.js",
            redoc_favicon_url=icon,
            with_google_fonts=False,
        )

    assets = StaticFiles(directory=str(files("fastapi_offline") / "static"))
    return Starlette(routes=[Route(DOCS, docs), Route(REDOC, redoc), Mount(ASSETS, assets)])
