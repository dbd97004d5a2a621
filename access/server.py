"""The routes and the middleware around the pages."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config
from streamlit.auth_util import get_origin_from_redirect_uri
from streamlit.url_util import make_url_path
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import (
    _get_signed_cookie_with_chunks as signed_cookie,
)
from streamlit.web.server.starlette.starlette_websocket import (
    _parse_decoded_user_cookie as claims_in,
)

from access import signins
from access.audit import NotWritten
from access.files import OFFERS
from access.grants import Grants, NoEntry, WrongFile, load
from access.headers import Careful
from access.viewer import Viewer

FOLDER = "file"
GONE = "This file is no longer here, or was never yours. Open its page again.\n"
PRIVATE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def routes() -> list[Route]:
    """The one way to files."""
    base = config.get_option("server.baseUrlPath")
    return [Route(make_url_path(base, f"{FOLDER}/{{token}}"), _file, methods=["GET"])]


def middleware() -> list[Middleware]:
    """Headers and cookies of every answer."""
    hours = _grants().signed_in_hours
    return [Middleware(Careful, seconds=int(3600 * hours), always_secure=(_origin() or "").startswith("https://"))]


def _origin() -> str | None:
    """Where the provider sends people back to."""
    return get_origin_from_redirect_uri()


def _grants() -> Grants:
    """Where the file is wrong every page says so; nobody is known."""
    try:
        return load()
    except WrongFile:
        return Grants()


async def _file(request: Request) -> Response:
    return await run_in_threadpool(_fetched, request)


def _fetched(request: Request) -> Response:
    claims = _claims(request)
    offer = OFFERS.of(request.path_params["token"], signins.sign_in_of(claims) if claims else "")
    if offer is None or not offer.still_in() or not _may_still(offer.viewer, claims):
        return Response(GONE, 404, PRIVATE, "text/plain")
    try:
        content = offer.make()
    except NotWritten as importing:
        return Response(f"{importing}\n", 503, PRIVATE | {"Retry-After": "60"}, "text/plain")
    named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(offer.name)}"}
    return Response(content, 200, PRIVATE | named, offer.kind)


def _claims(request: Request) -> dict:
    """What the cookie of a sign-in says that came with the request; nothing where none did that is good."""
    raw = signed_cookie(request.cookies, USER_COOKIE_NAME)
    claims = claims_in(raw, _origin() or "") if raw else {}
    return claims if claims.get("is_logged_in") else {}


def _may_still(viewer: Viewer, claims: Mapping) -> bool:
    """Whether access.toml still says of the person what it said when the file was offered."""
    if not viewer.sign_in:
        return True
    try:
        return load().viewer(claims, viewer.sign_in) == viewer
    except (NoEntry, WrongFile):
        return False
