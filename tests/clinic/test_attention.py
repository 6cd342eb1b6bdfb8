"""Practices of attention: everyday ones for everyone, intimate ones with the plan; nothing is noted of doing them."""

import pytest
from browsing import signed_in
from rooms.sensations import noted
from stepping import Walk, walk
from tables import everything
from universe import Universe

from reconnect.clinic.plan.actions.lines import pause_line
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.sensations.queries import NOTICED
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.practice import Practice, Setting

PRACTICES = [each for each in shipped_library().practices.newest.values() if each.setting is not Setting.MOVEMENT]
INTIMATE = [each for each in PRACTICES if each.setting is Setting.INTIMATE]
EVERYDAY = [each for each in PRACTICES if each.setting is Setting.EVERYDAY]


@pytest.fixture
def one(universe: Universe) -> Walk:
    return walk(universe.north)


def listed(one: Walk) -> list[str]:
    page = one.get("")
    return sorted(each.id for each in PRACTICES if f"/h/b/p/{address_of(each.id)}/" in page)


def test_everyday_practices_are_open_without_any_plan(one: Walk) -> None:
    assert listed(one) == sorted(each.id for each in EVERYDAY)
    for each in EVERYDAY:
        assert each.steps[0].text in one.get(f"p/{address_of(each.id)}/")


@pytest.mark.parametrize("technique", ["attention-and-mindfulness", "sensate-focus"])
def test_intimate_ones_open_and_close_with_the_plan(universe: Universe, technique: str) -> None:
    one = walk(universe.north, technique)
    assert listed(one) == sorted(each.id for each in PRACTICES)
    pause_line(line=one.line(technique), by=one.place.clinician)
    assert listed(one) == sorted(each.id for each in EVERYDAY)
    assert {one.browser.get(f"/h/b/p/{address_of(each.id)}/").status_code for each in INTIMATE} == {404}


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda each: each.id)
def test_opening_a_practice_writes_nothing_anywhere(universe: Universe, practice: Practice) -> None:
    one = walk(universe.north, "attention-and-mindfulness")
    before = everything()
    page = one.get(f"p/{address_of(practice.id)}/")
    after = everything()
    assert {table for table in after if after[table] != before[table]} <= {"django_session"}
    assert "data-timer" in page
    assert f'<option value="{practice.minutes}" selected>' in page
    assert '<option value="0">No set time</option>' in page
    assert "You may use any clock, or none at all." in page  # without script


def test_a_note_about_a_practice_is_begun_from_its_page_and_names_it_to_the_team(one: Walk) -> None:
    practice = EVERYDAY[0]
    page = one.get(f"p/{address_of(practice.id)}/")
    assert f'name="about" value="{practice.id}"' in page
    begun = one.browser.post("/h/begin/", {"tool": NOTICED, "about": practice.id})
    assert begun["Location"].startswith("/h/t/")
    assert one.care.episode.responses.get(questionnaire_id=NOTICED).about == practice.id
    noted(one.code, NOTICED, {"setting": Given(AnswerState.VALUE, 0)}, about=practice.id, keep=False)
    staff = signed_in(one.place.clinician).get(f"/staff/sensations/p/{one.care.person.pk}/").content.decode()
    assert f"A note about where attention went, about “{practice.name}”" in staff


def test_every_page_links_what_needs_help_soon_and_says_who_reads_it(universe: Universe) -> None:
    one = walk(universe.north, "sensate-focus")
    pages = [page for page in one.everything().values() if page.startswith("200")]
    assert len(pages) > 15
    for page in pages:
        assert "Changes in your body that need help soon" in page
        assert "Nobody reads this page at night or at weekends." in page
