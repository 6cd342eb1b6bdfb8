"""Letters begun and made ready: what tests of letters begin with."""

from rooms.letters import corrected
from universe import Place

from reconnect.clinic.letters.actions import draft_letter
from reconnect.clinic.letters.models import Letter
from reconnect.clinic.letters.queries import template_for
from reconnect.clinic.partners.actions import record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner

PERSON, GP, PARTNER = "plan-summary", "gp-after-assessment", "partner-invitation"


def drafted(place: Place, template_id: str = PERSON, **told: object) -> Letter:
    template = template_for(place.clinician, template_id)
    return draft_letter(**({"episode": place.answered.episode, "template": template, "by": place.clinician} | told))


def ready(place: Place, template_id: str = PERSON, **told: object) -> Letter:
    """A draft with nothing left to fill in, to which the person agreed."""
    letter = drafted(place, template_id)
    return corrected(letter, lambda field: f"About {field}", **({"agreed_on": letter.made_on} | told))


def found(partner: Partner, place: Place, *, safe: bool, alone: bool = True) -> None:
    record_involvement(
        partner=partner, person_seen_alone=alone, safe=safe, found_on=today_of(place.service), by=place.clinician
    )


def partner_in(place: Place) -> Partner:
    return place.answered.person.partners.get()


def form_of(letter: Letter, **told: object) -> dict[str, object]:
    """What the draft's page sends."""
    return {
        "revision": letter.revision,
        "recipient": letter.recipient,
        "address": "\n".join(letter.address),
        "made_on": letter.made_on.isoformat(),
        "greeting": letter.greeting,
        "paragraphs": "\r\n\r\n".join(letter.paragraphs),
        "closing": "\r\n".join(letter.closing),
        "agreed_on": letter.agreed_on.isoformat() if letter.agreed_on else "",
        **told,
    }
