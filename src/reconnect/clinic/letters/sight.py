"""Proof that a member saw the preview of just this text: only the preview page hands it out."""

import hmac

from django.core.signing import Signer

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.letters.models import Letter


def sight_of(letter: Letter, member: Member) -> str:
    """What the preview of the letter, as it stands, gives to the member."""
    return Signer(salt="sight of a letter").signature(f"{letter.pk}:{letter.revision}:{member.pk}")


def has_seen(letter: Letter, member: Member, sight: str) -> bool:
    """Whether the member saw the letter as it stands; after a correction nobody has."""
    return hmac.compare_digest(sight_of(letter, member).encode(), sight.encode("utf-8", "replace"))
