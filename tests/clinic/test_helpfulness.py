"""What helped is asked beside the measures, once treatment is over, and changes nothing that counts them."""

from datetime import date, timedelta

import pytest
from browsing import filled, signed_in, visiting
from django.utils import timezone
from universe import ENDED, FOLLOWED_UP, OURS, REFERRED, Care, Place, Universe, build_care, code_for, given, on_paper

from reconnect.analysis.disclosure import shared_form
from reconnect.analysis.evaluate import evaluate
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.desk.presenters import occasion_cards
from reconnect.clinic.desk.queries import caseload, responses_of
from reconnect.clinic.home.queries import measures_due
from reconnect.clinic.library.questionnaires import ASKED, RATED, asked_at, current
from reconnect.clinic.people.actions import record_agreement
from reconnect.clinic.people.windows import add_months
from reconnect.clinic.questionnaires.answering import enter_from_paper
from reconnect.clinic.questionnaires.models import Response, Score
from reconnect.clinic.reports.completion import begun_of, cohort
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.exchange.share import share_files
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

RATING = shipped_library().questionnaires.newest[RATED]
TECHNIQUES = [item.id for item in RATING.items]
LATER = [Moment.POST, Moment.FOLLOW_UP]


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


@pytest.fixture
def care(place: Place) -> Care:
    """Somebody who agreed, and has answered nothing yet."""
    return build_care(place.clinician, "northhelped")


def rate(care: Care, place: Place, said: object, moment: Moment = Moment.POST, day: date = ENDED) -> Response:
    return enter_from_paper(
        occasion=care.occasions[moment],
        questionnaire=RATING,
        given=given(RATING, said),
        basis=None,
        answered_on=day,
        by=place.clinician,
    )


@pytest.mark.parametrize("moment", Moment)
def test_it_is_asked_after_the_measures_at_the_end_and_later_and_not_before(
    place: Place, care: Care, moment: Moment
) -> None:
    browser = visiting(code_for(care.occasions[moment], place.clinician))
    asked = list(asked_at(place.service, moment))
    assert asked == [*ASKED, RATED] if moment in LATER else list(ASKED)
    number = 0
    pages = []
    while True:
        number += 1
        response = browser.get(f"/t/{number}/")
        if response.status_code == 404:
            break
        pages.append(response.content.decode())
    rating = [place for place, page in enumerate(pages) if RATING.before[0] in page]
    assert rating == ([len(pages) - 2, len(pages) - 1] if moment in LATER else [])
    for page in pages[-2:] if moment in LATER else []:
        assert page.count("We did not do this</label>") == 5
        assert "Does not apply to me" not in page
    assert not any("We did not do this" in page for page in pages[: -2 if moment in LATER else None])


def test_a_person_rates_what_they_did_leaves_out_the_rest_and_sends(place: Place, care: Care) -> None:
    browser = visiting(code_for(care.occasions[Moment.POST], place.clinician))
    browser.post("/t/1/", {"basis": "current"})
    for number, questionnaire in enumerate(current(place.service).values(), 2):
        browser.post(f"/t/{number}/", filled(questionnaire, "2"))
    said = {TECHNIQUES[0]: "4", TECHNIQUES[1]: "0", TECHNIQUES[2]: "does not apply"}
    assert browser.post("/t/4/", filled(RATING, said)).status_code == 422  # two are blank: asked once more
    browser.post("/t/4/", filled(RATING, said) | {"asked": "yes"})
    assert browser.post("/done/").status_code == 302
    response = Response.objects.get(occasion=care.occasions[Moment.POST], questionnaire_id=RATED)
    assert response.submitted_at is not None
    answers = {each.item_id: (each.state, each.value) for each in response.answers.all()}
    assert answers[TECHNIQUES[0]] == ("value", 4)
    assert answers[TECHNIQUES[1]] == ("value", 0)
    assert answers[TECHNIQUES[2]] == ("does not apply", None)
    assert answers[TECHNIQUES[3]] == ("blank", None)
    assert {answers[each][0] for each in TECHNIQUES[5:]} == {"not shown"}
    assert not Score.objects.filter(response=response).exists()


def test_an_occasion_is_complete_by_its_measures_alone(place: Place, care: Care) -> None:
    occasion = care.occasions[Moment.POST]
    asked = asked_at(place.service, Moment.POST)

    def complete() -> bool:
        cards = occasion_cards(care.episode, responses_of(care.person), asked, {})
        return next(each.complete for each in cards if each.occasion.pk == occasion.pk)

    def due() -> tuple[str, ...]:
        rows = caseload(place.clinician, "", 1, ENDED).rows
        return next(each.due for each in rows if each.person.pk == care.person.pk)

    at = timezone.make_aware(timezone.datetime.combine(ENDED, timezone.datetime.min.time()), place.service.zone)
    rate(care, place, 3)
    assert (complete(), due(), measures_due(care.episode, at)) == (False, ("At the end",), True)
    on_paper(occasion, place.clinician, said=2, answered_on=ENDED)
    assert (complete(), due(), measures_due(care.episode, at)) == (True, (), False)


def test_a_rating_alone_is_no_answer_to_the_measures_in_any_count_of_who_was_heard_from(
    place: Place, care: Care
) -> None:
    rate(care, place, 3)
    today = add_months(ENDED, 24)
    told = next(each for each in begun_of(place.service, today) if each.episode.pk == care.episode.pk).told
    assert told[Moment.POST].came == "lost"
    assert not told[Moment.POST].outside
    assert cohort(begun_of(place.service, today), today).tallies[Moment.POST].answered == 0


def test_ratings_reach_the_evaluation_and_what_was_not_done_is_no_step(place: Place) -> None:
    people = [build_care(place.clinician, f"northhelped{number}") for number in range(4)]
    for each, step in zip(people, (4, 1, 2, None), strict=True):
        rate(each, place, AnswerState.DOES_NOT_APPLY if step is None else step)
    rate(people[0], place, 3, Moment.FOLLOW_UP, FOLLOWED_UP)
    rate(people[1], place, 3, Moment.FOLLOW_UP, add_months(ENDED, 14))  # not in its days
    record_agreement(person=people[2].person, by=place.clinician, agreed=False, said_on=REFERRED)
    lines = evaluate(service_outcomes(place.service), sensitivity=False).helpful
    assert [line.technique for line in lines] == [each for each in TECHNIQUES for _ in LATER]
    found = {line.occasion: line for line in lines if line.technique == TECHNIQUES[0]}
    assert (found[Moment.POST].steps, found[Moment.POST].not_done) == ((0, 1, 0, 0, 1), 1)
    assert (found[Moment.POST].middle, found[Moment.POST].n) == (2.5, 2)
    assert (found[Moment.FOLLOW_UP].steps, found[Moment.FOLLOW_UP].n) == ((0, 0, 0, 1, 0), 1)


def test_a_correction_replaces_a_rating(place: Place, care: Care) -> None:
    rate(care, place, 0)
    rate(care, place, 4)
    (line,) = [
        each
        for each in evaluate(service_outcomes(place.service), sensitivity=False).helpful
        if each.technique == TECHNIQUES[0]
    ]
    assert line.steps == (0, 0, 0, 0, 1)


def test_the_lead_sees_it_as_opinion_and_no_form_that_leaves_holds_it(place: Place) -> None:
    for number in range(12):
        each = build_care(place.clinician, f"northhelped{number}", started_on=REFERRED + timedelta(days=3))
        on_paper(each.occasions[Moment.PRE], place.clinician, said=6, answered_on=REFERRED, only=OURS)
        on_paper(each.occasions[Moment.POST], place.clinician, said=4, answered_on=ENDED, only=OURS)
        rate(each, place, 4)
    lead = place.staff[Role.LEAD]
    page = signed_in(lead).get("/staff/outcomes/").content.decode()
    assert "What people said helped" in page
    assert "This is opinion, not cause." in page
    form = shared_form(evaluate(service_outcomes(place.service), sensitivity=False), "2024")
    files = b"".join(share_files(form).values())
    assert b"embarrassment" in files.lower()
    for word in (b"helpful", b"said helped", RATED.encode()):
        assert word not in files


def test_staff_type_it_in_from_paper_and_see_what_was_said(place: Place, care: Care) -> None:
    browser = signed_in(place.clinician)
    address = f"/staff/people/o/{care.occasions[Moment.POST].pk}/{RATED}/"
    page = browser.get(address).content.decode()
    assert "We did not do this" in page
    assert "Relationship in mind" not in page
    sent = filled(RATING, "3") | {f"item-{TECHNIQUES[0]}": "does not apply", f"item-{TECHNIQUES[1]}": "blank"}
    told = {"mode": "paper", "answered_on": ENDED.isoformat(), "live": ""}
    assert browser.post(address, sent | told).status_code == 302
    shown = browser.get(f"/staff/people/p/{care.person.pk}/").content.decode()
    assert "<strong>We did not do this</strong>" in shown
    assert "<strong>3 of 4</strong>" in shown
    assert "Correct: What helped" in shown
    assert (
        browser.get(
            address.replace(str(care.occasions[Moment.POST].pk), str(care.occasions[Moment.PRE].pk))
        ).status_code
        == 404
    )
