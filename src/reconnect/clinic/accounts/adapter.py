"""How the sign-in library is kept to what a clinic wants."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from reconnect.clinic.accounts.actions import note_sign_in
from reconnect.clinic.accounts.models import Member


class MemberAdapter(DefaultAccountAdapter):
    """Nobody signs up: members are added by their service."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: Member, **told: Any) -> HttpResponse:
        """Note it in the audit trail, then go on as usual."""
        note_sign_in(member=user)
        return super().post_login(request, user, **told)
