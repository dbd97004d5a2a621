"""What every answer of the server says to a browser, and cookies that travel only behind TLS."""

import re

from starlette.datastructures import MutableHeaders

# Streamlit's own pages need styles in the page and scripts that are made from text; nothing may come from elsewhere.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
BEHIND_TLS = {"Strict-Transport-Security": "max-age=31536000"}
IDENTITY = re.compile(r"(_streamlit_user\w*=.*?; ?Max-Age=)([1-9]\d*)", re.IGNORECASE)


class Careful:
    """ASGI middleware: headers on every answer; cookies Secure behind TLS, and those of identity no longer than a day's work."""

    def __init__(self, app, seconds: int, always_secure: bool = False):
        self.app, self.seconds, self.always_secure = app, seconds, always_secure

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        secure = self.always_secure or _behind_tls(scope)

        async def careful(message) -> None:
            if message["type"] == "http.response.start":
                self._mend(MutableHeaders(scope=message), secure)
            await send(message)

        await self.app(scope, receive, careful)

    def _mend(self, headers: MutableHeaders, secure: bool) -> None:
        for name, value in (HEADERS | (BEHIND_TLS if secure else {})).items():
            headers[name] = value
        cookies = headers.getlist("set-cookie")
        del headers["set-cookie"]
        for cookie in cookies:
            headers.append("set-cookie", self._cookie(cookie, secure))

    def _cookie(self, cookie: str, secure: bool) -> str:
        cookie = IDENTITY.sub(lambda found: f"{found[1]}{min(int(found[2]), self.seconds)}", cookie)
        return f"{cookie}; Secure" if secure and "; secure" not in cookie.lower() else cookie


def _behind_tls(scope) -> bool:
    told = dict(scope["headers"]).get(b"x-forwarded-proto", b"").split(b",")[0].strip().lower()
    return scope["scheme"] == "https" or told == b"https"
