"""Whether a sign-in was confirmed by a second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from reconnect.clinic.accounts.models import Member


def has_second_factor(request: HttpRequest, member: Member) -> bool:
    """True where the member has a second factor: the sign-in then asked for it. A demo's own links need none."""
    if settings.DEMO and member.service.demo and request.session.get("demo_sign_in"):
        return True
    return is_mfa_enabled(member)
