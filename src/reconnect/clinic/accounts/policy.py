"""Who may reach a view. A view that declares no policy stops the start, and reaches nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.checks import Error, register
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver

from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.accounts.second_factor import is_confirmed, session_is_old

View = Callable[..., HttpResponse]
Admits = Callable[[HttpRequest], bool]
CLINICAL = frozenset({Role.CLINICIAN, Role.FACILITATOR, Role.LEAD})


@dataclass(frozen=True, slots=True)
class Policy:
    """``admits`` decides. A stranger is asked to sign in where the page is ``for_staff``, and else for a code.

    ``refuse``, where there is one, answers a stranger instead.
    """

    name: str
    admits: Admits
    for_staff: bool = False
    refuse: View | None = None


def member_of(request: HttpRequest) -> Member | None:
    """The signed-in member, or None."""
    user: Any = request.user
    return user if user.is_authenticated and user.is_active else None


def roles(*allowed: Role) -> Admits:
    """Members with one of these roles, second factor given."""

    def admits(request: HttpRequest) -> bool:
        member = member_of(request)
        return member is not None and member.role in allowed and _confirmed(request)

    return admits


def _confirmed(request: HttpRequest) -> bool:
    member = member_of(request)
    return member is not None and not session_is_old(request) and is_confirmed(request, member)


def _has_none_yet(request: HttpRequest) -> bool:
    member = member_of(request)
    return member is not None and not session_is_old(request) and not is_mfa_enabled(member)


ANYONE = Policy("anyone", lambda request: True)  # noqa: ARG005
# The library's pages for somebody who has a second factor already lead to routes that are not mounted.
NEWCOMER = Policy("signed in, no second factor yet", _has_none_yet, for_staff=True)
MEMBER = Policy("member", _confirmed, for_staff=True)
CARERS = Policy("clinical roles", roles(*CLINICAL), for_staff=True)
LEADS = Policy("lead", roles(Role.LEAD), for_staff=True)
LEADING = Policy("lead or administrator", roles(Role.LEAD, Role.ADMINISTRATOR), for_staff=True)
ADMINISTRATORS = Policy("administrator", roles(Role.ADMINISTRATOR), for_staff=True)


def policy(chosen: Policy) -> Callable[[View], View]:
    """Declare a view's policy."""

    def declare(view: View) -> View:
        @wraps(view)
        def declared(*args: Any, **kwargs: Any) -> HttpResponse:
            return view(*args, **kwargs)

        declared.policy = chosen  # type: ignore[attr-defined]
        return declared

    return declare


def enforce_policy(get_response: View) -> View:
    """Middleware: ask the policy before the view runs, so that no query is made for those it refuses."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, args: object, kwargs: object) -> HttpResponse | None:  # noqa: ARG001
        chosen: Policy | None = getattr(view, "policy", None)
        if chosen is None:
            raise Http404
        if chosen.admits(request):
            return None
        if not chosen.for_staff:
            return chosen.refuse(request) if chosen.refuse else redirect("start")
        member = member_of(request)
        if _confirmed(request):
            raise Http404
        if _has_none_yet(request):
            return redirect("mfa_activate_totp")
        if member is not None:  # a stranger's session stays: it may hold a visit, or a sign-in that waits for a code
            logout(request)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)

    answer.process_view = process_view  # type: ignore[attr-defined]
    return answer


@register("policies")
def every_view_declares_a_policy(**_: object) -> list[Error]:
    """The start-up check: one forgotten view is how comparable systems were broken into."""
    return [
        Error(f"{route} declares no policy: decorate its view with @policy(...)", id="reconnect.E001")
        for route, view in views()
        if not isinstance(getattr(view, "policy", None), Policy)
    ]


def views(resolver: URLResolver | None = None, prefix: str = "/") -> list[tuple[str, View]]:
    """Every route and its view."""
    found: list[tuple[str, View]] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((route, pattern.callback))
        else:
            found += views(pattern, route)
    return found
