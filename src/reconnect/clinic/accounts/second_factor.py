"""Whether this very session was confirmed by a second factor, and how long that holds."""

from base64 import b64decode, b64encode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.sealing.envelope import opened, sealed

LONGEST = 8 * 60 * 60  # a working day, however busy
CONTEXT = b"mfa_authenticator|data"


class SealingAdapter(DefaultMFAAdapter):
    """Secrets of authenticators and recovery codes stand sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Sealed, in base64."""
        return b64encode(sealed(text, CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises InvalidTag where it was sealed with another key."""
        return opened(b64decode(encrypted_text), CONTEXT)


def session_is_old(request: HttpRequest) -> bool:
    """Whether the sign-in is longer ago than any session may last; the library notes when each step was done."""
    steps = request.session.get("account_authentication_methods", [])
    return bool(steps) and timezone.now().timestamp() - min(step["at"] for step in steps) > LONGEST


def confirm_by_new_factor(request: HttpRequest, member: Member) -> None:
    """The code that set the authenticator up confirms the session it was typed in, and no other."""
    added = Authenticator.objects.get(user=member, type=Authenticator.Type.TOTP)
    record_authentication(request, member, method="mfa", type=added.type, id=added.pk)


def is_confirmed(request: HttpRequest, member: Member) -> bool:
    """True where this session gave a second factor that the member still has; to have one elsewhere is not enough.

    A demonstration's own links need none.
    """
    if settings.DEMO and member.service.demo and request.session.get("demo_sign_in"):
        return True
    given = {step.get("id") for step in get_authentication_records(request, member) if step.get("method") == "mfa"}
    return bool(given) and Authenticator.objects.filter(user=member, pk__in=given).exists()
