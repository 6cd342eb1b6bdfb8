"""A service words its letters: checked as the shipped ones are, with every edition kept."""

from functools import partial

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from universe import Place, Universe, build_place

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.letters.actions import draft_letter
from reconnect.clinic.letters.queries import editions_of, template_for
from reconnect.clinic.letters.rewording import StaleTemplate, reword_template
from reconnect.clinic.library.actions import OWN_FROM
from reconnect.clinic.library.models import OwnContent

pytestmark = pytest.mark.furnished

TEMPLATE = "plan-summary"
ADDRESS = f"/staff/letters/templates/{TEMPLATE}/"
GOOD = {
    "version": "1",
    "subject": "Your next steps",
    "greeting": "Hello {name},",
    "paragraphs": "One.\r\n\r\nYou wanted: {goals}",
    "closing": "With kind regards,\r\n{sender}",
    "outside": "Please return to\r\n{service}",
}


@pytest.fixture
def lead(universe: Universe) -> Browser:
    return signed_in(universe.north.staff[Role.LEAD])


def test_the_services_own_words_are_what_the_next_letter_begins_with(universe: Universe, lead: Browser) -> None:
    place = universe.north
    assert lead.post(ADDRESS, GOOD).status_code == 302
    template = template_for(place.clinician, TEMPLATE)
    assert template.version == OWN_FROM
    letter = draft_letter(episode=place.answered.episode, template=template, by=place.clinician)
    assert letter.greeting == f"Hello {place.answered.person.name},"
    assert letter.paragraphs == ["One.", "You wanted: Canarygoalnorth"]
    assert letter.outside == ["Please return to", place.service.portal_name]


def test_another_services_letters_stay_as_they_are(universe: Universe, lead: Browser) -> None:
    lead.post(ADDRESS, GOOD)
    assert template_for(universe.south.clinician, TEMPLATE).version == 1


def test_a_draft_keeps_the_words_it_was_made_from(universe: Universe, lead: Browser) -> None:
    place = universe.north
    letter = draft_letter(
        episode=place.answered.episode, template=template_for(place.clinician, TEMPLATE), by=place.clinician
    )
    words = letter.paragraphs
    lead.post(ADDRESS, GOOD)
    letter.refresh_from_db()
    assert (letter.version, letter.paragraphs) == (1, words)
    page = signed_in(place.clinician).get(f"/staff/letters/{letter.pk}/").content.decode()
    assert "Summary of the plan" in page


def test_every_edition_is_listed_newest_first(universe: Universe, lead: Browser) -> None:
    lead.post(ADDRESS, GOOD)
    lead.post(ADDRESS, GOOD | {"version": str(OWN_FROM), "subject": "Later"})
    service = universe.north.service
    assert [each.template.version for each in editions_of(service, TEMPLATE)] == [OWN_FROM + 1, OWN_FROM, 1]
    page = lead.get(ADDRESS).content.decode()
    assert f"Version {OWN_FROM}, by {universe.north.staff[Role.LEAD].name}" in page
    assert "Version 1, as it came" in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"subject": ""}, "Subject: Please fill this in."),
        ({"paragraphs": " \r\n"}, "Paragraphs: Please fill this in."),
        ({"paragraphs": "One.\r\n\r\nYour score: {score}"}, "Paragraphs: Number 2: a placeholder that cannot stand"),
        ({"paragraphs": "It is {name"}, "Paragraphs: Number 1: a brace is open"),
        ({"subject": "Sex and you"}, "Subject: This can be seen by others"),
        ({"outside": "The Pain Team"}, "Outside: Number 1: this can be seen by others"),
        ({"outside": "{name}"}, "Outside: Number 1: a placeholder that cannot stand here"),
        ({"outside": "CanaryserviceNORTH"}, "Outside: Your service&#39;s own name tells what this is about"),
        ({"closing": "{flags}"}, "End: Number 1: a placeholder that cannot stand here"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_nothing_typed_is_lost(
    universe: Universe, lead: Browser, told: dict[str, str], said: str
) -> None:
    before = OwnContent.objects.count()
    page = lead.post(ADDRESS, {**GOOD, "greeting": "Typed and not lost", **told})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Typed and not lost" in page.content.decode()
    assert OwnContent.objects.count() == before


def test_the_same_words_sent_twice_are_one_edition(universe: Universe, lead: Browser) -> None:
    before = OwnContent.objects.count()
    for _ in range(2):
        assert lead.post(ADDRESS, GOOD).status_code == 302
    assert OwnContent.objects.count() == before + 1


def test_two_leads_see_both_texts(universe: Universe, lead: Browser) -> None:
    lead.post(ADDRESS, GOOD | {"subject": "Of the first"})
    page = lead.post(ADDRESS, GOOD | {"subject": "Of the second"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Of the second" in text
    assert "Of the first" in text
    assert template_for(universe.north.clinician, TEMPLATE).subject == "Of the first"
    assert f'name="version" value="{OWN_FROM}"' in text


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_word_a_letter_at_once_one_is_first_and_nine_are_told(transactional_db: None) -> None:
    place: Place = build_place("north", furnished=False)
    by = place.staff[Role.LEAD]
    template = template_for(by, TEMPLATE)
    words = {"greeting": "Hello,", "paragraphs": ["One."], "closing": ["Bye."], "outside": ["{service}"]}
    jobs = [
        partial(reword_template, template=template, version=1, subject=f"Subject {number}", by=by, **words)
        for number in range(10)
    ]
    done = at_once(jobs)
    assert sorted(type(each).__name__ for each in done) == ["NoneType", *[StaleTemplate.__name__] * 9]
    assert OwnContent.objects.filter(content_id=TEMPLATE).count() == 1
