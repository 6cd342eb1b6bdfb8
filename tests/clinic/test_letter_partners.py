"""Letters to a partner: asked anew at every step whether that partner may be involved."""

import pytest
from browsing import signed_in
from lettering import PARTNER, drafted, found, partner_in, ready
from rooms.letters import sent
from universe import Universe

from reconnect.clinic.letters.actions import redraft_letter
from reconnect.clinic.letters.documents import FILES
from reconnect.clinic.letters.models import Letter, State
from reconnect.clinic.letters.queries import may_be_sent, offered
from reconnect.clinic.partners.actions import add_partner, end_partner
from reconnect.errors import ActionDenied
from reconnect.model.letter_template import Recipient

pytestmark = pytest.mark.furnished


def test_letters_to_a_partner_are_offered_only_once_it_was_found_safe(universe: Universe) -> None:
    place, person = universe.north, universe.north.waiting.person

    def kinds() -> set[Recipient]:
        return {each.to for each in offered(person, place.service)}

    assert Recipient.PARTNER not in kinds()
    partner = add_partner(person=person, name="Somebody", by=place.clinician)
    assert Recipient.PARTNER not in kinds()
    with pytest.raises(ActionDenied, match="seen alone"):
        drafted(place, PARTNER, episode=place.waiting.episode)
    found(partner, place, safe=False, alone=True)
    assert Recipient.PARTNER not in kinds()
    found(partner, place, safe=True)
    assert Recipient.PARTNER in kinds()
    assert drafted(place, PARTNER, episode=place.waiting.episode).recipient == "Somebody"
    end_partner(partner=partner, by=place.clinician)
    assert Recipient.PARTNER not in kinds()


def test_what_was_safe_yesterday_is_asked_again_at_sending_and_at_every_file(universe: Universe) -> None:
    place = universe.north
    letter, browser = ready(place, PARTNER), signed_in(place.clinician)
    for name in FILES:
        assert browser.get(f"/staff/letters/{letter.pk}/{name}").status_code == 200
    found(partner_in(place), place, safe=False)
    for name in FILES:
        page = browser.get(f"/staff/letters/{letter.pk}/{name}")
        assert page.status_code == 409
        assert page["Content-Type"].startswith("text/html")
    assert name not in browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    with pytest.raises(ActionDenied, match="seen alone"):
        sent(letter)
    found(partner_in(place), place, safe=True)
    assert sent(letter).state == State.SENT
    found(partner_in(place), place, safe=False)
    assert browser.get(f"/staff/letters/{letter.pk}/letter.pdf").status_code == 409
    letter.refresh_from_db()
    with pytest.raises(ActionDenied, match="seen alone"):
        redraft_letter(letter=letter, by=place.clinician)


def test_a_letter_to_a_former_partner_does_not_go_though_the_next_one_may_be_involved(universe: Universe) -> None:
    place = universe.north
    letter = ready(place, PARTNER)
    end_partner(partner=partner_in(place), by=place.clinician)
    found(add_partner(person=place.answered.person, name="Another", by=place.clinician), place, safe=True)
    assert not may_be_sent(Letter.objects.get(pk=letter.pk))
    with pytest.raises(ActionDenied, match="seen alone"):
        sent(letter)


def test_a_partner_who_came_later_is_not_told_where_the_former_one_lived(universe: Universe) -> None:
    place = universe.north
    sent(ready(place, PARTNER))
    end_partner(partner=partner_in(place), by=place.clinician)
    found(add_partner(person=place.answered.person, name="Another", by=place.clinician), place, safe=True)
    letter = drafted(place, PARTNER)
    assert (letter.recipient, letter.address) == ("Another", [])
