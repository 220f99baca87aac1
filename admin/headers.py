"""Security headers of every page of ours: nothing inline, nothing from elsewhere, nothing kept."""

from flask import Flask, Response, request

from admin import door
from admin.parts import Parts

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
SCANNING = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
"""At the counter cards are read with the phone's own camera; nothing of it leaves the phone."""
ONCE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""For pages whose address is a secret."""
TWO_YEARS = "max-age=63072000; includeSubDomains"


def attach(app: Flask, parts: Parts) -> None:
    """Put the headers on every answer of ours."""

    def add(response: Response) -> Response:
        if door.is_ours():
            response.headers.update(HEADERS)
            response.headers.setdefault("Cache-Control", "no-store")
            if request.path.startswith("/admin/counter"):
                response.headers["Permissions-Policy"] = SCANNING
            if request.path.startswith("/papers"):
                response.headers.update(ONCE)
            if parts.settings.is_production:
                response.headers["Strict-Transport-Security"] = TWO_YEARS
        return response

    app.after_request(add)
