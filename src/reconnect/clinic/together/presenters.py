"""Two boundaries, as the page of each of the two shows them."""

from dataclasses import dataclass

from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.together.forms import UntilForm
from reconnect.clinic.together.models import Giver, Share
from reconnect.clinic.together.queries import BOUNDARY, kept_boundary, present_partner, shown_boundary
from reconnect.clinic.together.shareables import Shareable, shareable_boundary


@dataclass(frozen=True, slots=True)
class Boundaries:
    """``own`` is what somebody keeps, ``showing`` their choice to show it; ``other`` is there once both chose so.

    Until then nothing here depends on the other one: neither whether they answered, nor what they chose.
    """

    sheet: str
    somebody: bool
    own: Shareable | None
    showing: Share | None
    other: Share | None
    form: UntilForm


def boundaries_of(code: EntryCode, form: UntilForm) -> Boundaries:
    """The page of the holder of the code."""
    mine, theirs = (Giver.PARTNER, Giver.PERSON) if code.partner_id else (Giver.PERSON, Giver.PARTNER)
    kept = kept_boundary(code.partner, mine, code.episode)
    partner = present_partner(code)
    showing = shown_boundary(partner, mine) if partner else None
    return Boundaries(
        BOUNDARY[mine],
        partner is not None,
        shareable_boundary(kept) if kept else None,
        showing,
        shown_boundary(partner, theirs) if partner and showing else None,
        form,
    )
