"""Stand-in wording is no measure's wording; a service may put its own words, and nothing else, in its place."""

import pytest
from browsing import filled, signed_in, visiting
from django.core.checks import run_checks
from universe import MSQ, OURS, REFERRED, Universe, build_care, build_member, build_service, install, on_paper, wording

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.library.actions import OWN_FROM, install_wording
from reconnect.clinic.library.models import OwnWording
from reconnect.clinic.library.questionnaires import current, edition, stand_ins
from reconnect.clinic.questionnaires.models import Response, Score
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.errors import ContentError
from reconnect.model.occasion import Occasion as Moment

ANXIETY = "msq_anxiety"


def refused(universe: Universe, text: str) -> str:
    before = OwnWording.objects.count()
    with pytest.raises(ContentError) as error:
        install_wording(service=universe.north.service, text=text, file="own.toml")
    assert OwnWording.objects.count() == before
    return str(error.value)


def test_answers_in_stand_in_wording_are_kept_and_never_scored(universe: Universe) -> None:
    response = Response.objects.get(occasion=universe.north.answered.occasions[Moment.PRE], questionnaire_id=MSQ)
    assert (response.submitted_at is not None, response.answers.count(), response.scores.count()) == (True, 5, 0)
    outcomes = service_outcomes(universe.north.service)
    assert {reading.measure for reading in outcomes.readings} == {
        "embarrassment",
        "pain_interference",
        "avoid_touch",
        "avoid_sex",
    }
    page = signed_in(universe.north.clinician).get(f"/staff/people/p/{universe.north.answered.person.pk}/")
    assert "not scored" in page.content.decode().lower()


@pytest.mark.parametrize(("site", "service", "scored"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_only_a_demonstrations_service_on_a_demonstrations_site_scores_them(
    db: None,
    settings: "pytest_django.Settings",  # noqa: F821
    *,
    site: bool,
    service: bool,
    scored: int,
) -> None:
    settings.DEMO = site
    by = build_member(build_service("north", demo=service), Role.CLINICIAN, "north")
    care = build_care(by, "north")
    on_paper(care.occasions[Moment.PRE], by, said=2, answered_on=REFERRED)
    assert Score.objects.filter(measure_id=ANXIETY).count() == scored


def test_own_words_are_asked_and_scored_from_then_on(universe: Universe) -> None:
    place = universe.north
    install(place.service)
    assert stand_ins(place.service) == []
    page = visiting(place.code).get("/t/3/").content.decode()
    assert "Canarywordingnorth" in page
    (response,) = on_paper(
        place.waiting.occasions[Moment.POST], place.clinician, said=3, answered_on=REFERRED, only=MSQ
    )
    assert response.version == OWN_FROM
    assert [score.value for score in response.scores.all()] == [15]


def test_the_other_service_asks_as_before(universe: Universe) -> None:
    install(universe.north.service)
    assert current(universe.south.service)[MSQ].version == 1
    assert "Canarywordingnorth" not in visiting(universe.south.code).get("/t/3/").content.decode()


def test_answers_given_before_keep_the_words_they_were_given_to_and_stay_unscored(universe: Universe) -> None:
    before = Response.objects.get(occasion=universe.north.answered.occasions[Moment.PRE], questionnaire_id=MSQ)
    install(universe.north.service)
    assert edition(before.service, MSQ, before.version).items[0].text.startswith("Stand-in wording")
    assert before.scores.count() == 0


def test_a_correction_is_of_the_words_that_were_answered_and_stays_unscored(universe: Universe) -> None:
    occasion = universe.north.answered.occasions[Moment.PRE]
    install(universe.north.service)
    clinician, address = signed_in(universe.north.clinician), f"/staff/people/o/{occasion.pk}/{MSQ}/"
    assert "Stand-in wording" in clinician.get(address).content.decode()
    day = REFERRED.isoformat()
    sent = filled(current(universe.north.service)[MSQ], "1") | {"mode": "paper", "basis": "past", "answered_on": day}
    before = Response.objects.live().get(occasion=occasion, questionnaire_id=MSQ)
    assert clinician.post(address, sent | {"live": str(before.pk)}).status_code == 302
    live = Response.objects.live().get(occasion=occasion, questionnaire_id=MSQ)
    assert (live.supersedes, live.version, live.scores.count()) == (before, 1, 0)


def test_paper_in_place_of_a_draft_is_of_the_words_in_use(universe: Universe) -> None:
    place = universe.north
    visiting(place.code).get("/t/")
    install(place.service)
    occasion = place.waiting.occasions[Moment.PRE]
    page = signed_in(place.clinician).get(f"/staff/people/o/{occasion.pk}/{MSQ}/").content.decode()
    assert "Canarywordingnorth" in page


def test_staff_read_the_services_own_name_of_a_questionnaire_before_anybody_answered(universe: Universe) -> None:
    place = universe.north
    text = wording().replace('name = "MSQ anxiety"', 'name = "Canaryquestionnaire"', 1)
    install_wording(service=place.service, text=text, file="own.toml")
    page = signed_in(place.clinician).get(f"/staff/people/p/{place.waiting.person.pk}/").content.decode()
    assert page.count("Type in: Canaryquestionnaire") == 3
    assert "Type in: MSQ" not in page


def test_a_newer_version_is_asked_and_the_older_stays_for_its_answers(universe: Universe) -> None:
    place = universe.north
    install(place.service)
    (older,) = on_paper(place.answered.occasions[Moment.POST], place.clinician, said=1, answered_on=REFERRED, only=MSQ)
    install(place.service, OWN_FROM + 3, mark="later")
    assert current(place.service)[MSQ].version == OWN_FROM + 3
    assert "later" in current(place.service)[MSQ].items[0].text.lower()
    assert "north" in edition(place.service, MSQ, older.version).items[0].text.lower()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('id = "msq-anxiety"', 'id = "another"', "id"),
        (f"version = {OWN_FROM}", f"version = {OWN_FROM - 1}", "version"),
        ('wording = "own"', 'wording = "stand-in"', "wording"),
        ("high = 4", "high = 5", "items"),
        ("low = 0", "low = 1", "items"),
        ('id = "anxiety-5"', 'id = "anxiety-6"', "items"),
        ('better = "lower"', 'better = "higher"', "items"),
        ("range = [0, 20]", "range = [0, 25]", "items"),
        ('method = "sum"', 'method = "single"', "items"),
        ("asks_basis = true", "asks_basis = false", "items"),
        (f"version = {OWN_FROM}", "version = two", "own.toml"),
    ],
)
def test_anything_but_other_words_is_refused_with_its_field(universe: Universe, old: str, new: str, field: str) -> None:
    text = wording()
    assert old in text
    assert field in refused(universe, text.replace(old, new, 1))


def test_an_item_left_out_is_refused(universe: Universe) -> None:
    head, _, tail = wording().partition('[[items]]\nid = "anxiety-3"')
    refused(universe, head + "[[items]]" + tail.partition("[[items]]")[2])


@pytest.mark.parametrize("version", [1, 2, OWN_FROM - 1, OWN_FROM, OWN_FROM + 1])
def test_a_version_is_installed_once_and_upwards(universe: Universe, version: int) -> None:
    install(universe.north.service, OWN_FROM + 1)
    assert "version" in refused(universe, wording(version))
    install(universe.south.service, OWN_FROM)


def test_words_of_the_questionnaire_that_is_ours_may_differ_too(universe: Universe) -> None:
    text = wording(questionnaire_id=OURS).replace("These days", "At present")
    install_wording(service=universe.north.service, text=text, file="own.toml")
    assert current(universe.north.service)[OURS].items[0].text.startswith("At present")


def test_the_deployment_check_names_every_service_that_asks_in_stand_in_wording(universe: Universe) -> None:
    def cautions() -> list[str]:
        found = run_checks(tags=["wording"], include_deployment_checks=True)
        assert {each.id for each in found} <= {"reconnect.W001"}
        return [each.msg for each in found]

    assert [name for name in ("north", "south") if any(name in text for text in cautions())] == ["north", "south"]
    install(universe.north.service)
    assert [name for name in ("north", "south") if any(name in text for text in cautions())] == ["south"]
