"""What somebody sees who opens nothing: no letter tells by subject, envelope, name, title or what files say."""

import re

import pytest
from browsing import signed_in
from documents import about_pdf, about_word, pdf_text
from rooms.letters import corrected
from universe import Place, Universe

from reconnect.clinic.letters.actions import draft_letter
from reconnect.clinic.letters.models import Letter
from reconnect.clinic.letters.queries import templates_of
from reconnect.clinic.partners.actions import add_partner, record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished

TELLING = re.compile("sex|pain|pelvi|intim|reconnect", re.IGNORECASE)
TEMPLATES = sorted(shipped_library().letters.newest)
PEOPLE = ["answered", "waiting"]


def made(place: Place, template_id: str, who: str) -> Letter:
    """A letter of the template about one of the two, to an address that itself tells nothing."""
    care = getattr(place, who)
    if not care.person.partners.exists():
        partner = add_partner(person=care.person, name="Somebody", by=place.clinician)
        record_involvement(
            partner=partner, person_seen_alone=True, safe=True, found_on=today_of(place.service), by=place.clinician
        )
    template = next(each for each in templates_of(place.service) if each.id == template_id)
    letter = draft_letter(episode=care.episode, template=template, by=place.clinician)
    words = {"paragraphs": letter.paragraphs, "greeting": letter.greeting, "closing": letter.closing}
    return corrected(letter, str.title, recipient="Somebody", address=["A Street"], **words)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("template_id", TEMPLATES)
def test_nothing_that_others_can_see_tells_what_a_letter_is_about(
    universe: Universe, template_id: str, who: str
) -> None:
    for place in (universe.north, universe.south):
        letter, browser = made(place, template_id, who), signed_in(place.clinician)
        files = {
            name: browser.get(f"/staff/letters/{letter.pk}/{name}")
            for name in ("letter.pdf", "letter.docx", "envelope.pdf")
        }
        seen = [letter.subject, *letter.outside, pdf_text(files["envelope.pdf"].content)]
        seen += [about_pdf(files[name].content) for name in ("letter.pdf", "envelope.pdf")]
        seen += [about_word(files["letter.docx"].content)]
        seen += [f"{response.request['PATH_INFO']} {response.headers}" for response in files.values()]
        for text in seen:
            assert not TELLING.search(text), text
            assert place.service.name not in text
        about = "".join(seen[2 + len(letter.outside) :])
        known = {care.person.name for care in (place.answered, place.waiting)}
        assert not [name for name in known | {place.clinician.name, letter.recipient} if name in about]
        page = browser.get(f"/staff/letters/{letter.pk}/").content.decode()
        assert re.findall(r"<title>(.*?)</title>", page) == ["Letters"]


def test_the_name_that_people_know_stands_on_the_envelope_and_the_services_own_does_not(universe: Universe) -> None:
    place = universe.north
    letter = made(place, "gp-at-the-end", "answered")
    envelope = signed_in(place.clinician).get(f"/staff/letters/{letter.pk}/envelope.pdf").content
    assert place.service.portal_name in pdf_text(envelope)
    assert place.service.name not in pdf_text(envelope)
    assert place.service.name in letter.head


def test_a_telling_word_would_be_noticed() -> None:
    assert TELLING.search("Return to the Pain Team")
