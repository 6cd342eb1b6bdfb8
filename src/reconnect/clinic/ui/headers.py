"""Headers on every answer: nothing is loaded from elsewhere, framed, cached or told to another site."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    )
)
NO_WORKERS, WORKERS = "worker-src 'none'", "worker-src 'self'"
# Some of these the framework sets too, but not on what it answers early: files, redirects to https, refused hosts.
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; {NO_WORKERS}",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": settings.X_FRAME_OPTIONS,
}


def security_headers(get_response: Answer) -> Answer:
    """Middleware: the strict policy everywhere, and no copy of a page anywhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        if getattr(response, "allows_workers", False):
            response["Content-Security-Policy"] = f"{POLICY}; {WORKERS}"
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        return response

    return answer


def allow_workers(response: HttpResponse) -> HttpResponse:
    """Let this page begin a script of ours that outlives it. Everywhere else none may."""
    response.allows_workers = True
    return response
