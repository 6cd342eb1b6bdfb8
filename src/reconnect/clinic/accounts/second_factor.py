"""Whether a sign-in was confirmed by a second factor, and how long it holds."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from reconnect.clinic.accounts.models import Member

LONGEST = 8 * 60 * 60  # a working day, however busy


def session_is_old(request: HttpRequest) -> bool:
    """Whether the sign-in is longer ago than any session may last; the library notes when each step was done."""
    steps = request.session.get("account_authentication_methods", [])
    return bool(steps) and timezone.now().timestamp() - min(step["at"] for step in steps) > LONGEST


def has_second_factor(request: HttpRequest, member: Member) -> bool:
    """True where the member has a second factor: the sign-in then asked for it. A demo's own links need none."""
    if settings.DEMO and member.service.demo and request.session.get("demo_sign_in"):
        return True
    return is_mfa_enabled(member)
