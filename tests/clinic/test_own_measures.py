"""My own measures: each with its times, its direction in words, and no verdict; what is missing is said as missing."""

import re
from datetime import date, timedelta

import pytest
from at_home import AtHome, at_home
from universe import ENDED, FOLLOWED_UP, MSQ, OURS, REFERRED, Care, Place, Universe, install, on_paper

from reconnect.clinic.change.picture import LEFT, RIGHT, picture
from reconnect.clinic.change.queries import own_measures
from reconnect.clinic.people.models import Episode
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.furnished

VERDICTS = re.compile(r"recover|normal|severe|clinical|better|worse|improve|good|bad\b|on track|\d ?%", re.IGNORECASE)
SCORINGS = {each.id: each for each in shipped_library().questionnaires.newest[OURS].measures}


@pytest.fixture
def home(universe: Universe) -> AtHome:
    return at_home(universe.north)


def answered(care: Care, place: Place, moment: Moment, said: object, on: date, only: str = OURS) -> None:
    on_paper(care.occasions[moment], place.clinician, said=said, answered_on=on, only=only)


def page_of(home: AtHome) -> str:
    page = home.enter().get("/h/f/")
    assert page.status_code == 200
    return page.content.decode()


def test_without_a_number_it_says_so(home: AtHome) -> None:
    assert "There are no numbers here yet." in page_of(home)


def test_each_time_has_its_number_and_day_and_a_time_without_one_says_so(home: AtHome) -> None:
    answered(home.care, home.place, Moment.PRE, 7, REFERRED)
    answered(home.care, home.place, Moment.POST, 0, ENDED)
    page = page_of(home)
    assert page.count("<strong>7</strong>") == page.count("<strong>0</strong>") == len(SCORINGS)
    assert page.count("Not answered") == len(SCORINGS)
    assert page.count("It has a number at 2 of 3 times.") == len(SCORINGS)
    assert page.count("There is no agreed cut-off") == len(SCORINGS)
    assert page.count("Lower is less in the way.") == len(SCORINGS)
    assert 'datetime="2024-01-08"' in page


@pytest.mark.parametrize(
    ("days_since_end", "come", "told"),
    [(None, 1, "1 of 1 time so far."), (1, 2, "1 of 2 times so far."), (-30, 1, "1 of 1 time so far.")],
)
def test_a_time_whose_days_have_not_begun_was_not_asked_yet(
    home: AtHome, days_since_end: int | None, come: int, told: str
) -> None:
    """No end on record, one yesterday, and one in a month: only what could be answered by now is counted."""
    answered(home.care, home.place, Moment.PRE, 7, REFERRED)
    end = None if days_since_end is None else date.today() - timedelta(days=days_since_end)  # noqa: DTZ011
    Episode.objects.filter(pk=home.care.episode.pk).update(started_on=REFERRED, ended_on=end)
    page = page_of(home)
    assert page.count("Not asked yet") == (3 - come) * len(SCORINGS)
    assert page.count("Not answered") == (come - 1) * len(SCORINGS)
    assert page.count(f"It has a number at {told}") == len(SCORINGS)


def test_an_answer_on_a_day_before_its_days_stands_as_a_time_of_its_own(home: AtHome) -> None:
    answered(home.care, home.place, Moment.POST, 3, ENDED)
    Episode.objects.filter(pk=home.care.episode.pk).update(started_on=REFERRED, ended_on=None)
    page = page_of(home)
    assert page.count("<strong>3</strong>") == len(SCORINGS)
    assert page.count("1 of 2 times so far.") == len(SCORINGS)


@pytest.mark.parametrize("state", [AnswerState.DECLINED, AnswerState.DOES_NOT_APPLY])
def test_what_was_not_said_is_missing_and_never_nought(home: AtHome, state: AnswerState) -> None:
    answered(home.care, home.place, Moment.PRE, state, REFERRED)
    page = page_of(home)
    assert "<strong>" not in page
    assert page.count("No number: one answer is missing") == len(SCORINGS)
    assert page.count("It has a number at 0 of 3 times.") == len(SCORINGS)
    assert not re.search(r"<circle|<rect|<path", page)


def test_no_word_judges(home: AtHome) -> None:
    answered(home.care, home.place, Moment.PRE, 10, REFERRED)
    answered(home.care, home.place, Moment.FOLLOW_UP, 0, FOLLOWED_UP)
    shown = re.sub(r"<[^>]+>", " ", page_of(home).split("<main")[1])
    assert not VERDICTS.search(shown)
    assert "student" not in shown.lower()  # nobody else's numbers stand beside theirs


def test_stand_in_wording_is_no_measure_even_where_a_demonstration_scores_it(home: AtHome, demo: None) -> None:
    home.place.service.demo = True
    home.place.service.save()
    answered(home.care, home.place, Moment.PRE, 2, REFERRED, only=MSQ)
    assert own_measures(home.care.episode) == ()


def test_a_sum_of_several_answers_says_its_range_and_how_many_are_missing(home: AtHome) -> None:
    install(home.place.service)
    answered(home.care, home.place, Moment.PRE, 4, REFERRED, only=MSQ)
    answered(home.care, home.place, Moment.POST, {"anxiety-1": 1, "anxiety-2": 1, "anxiety-3": 1}, ENDED, only=MSQ)
    page = page_of(home)
    assert "It goes from 0 to 20." in page
    assert "<strong>20</strong>" in page
    assert "No number: 2 answers are missing" in page


def test_a_shape_stands_where_its_number_lies_on_the_whole_scale(home: AtHome) -> None:
    for moment, said, on in ((Moment.PRE, 10, REFERRED), (Moment.POST, 0, ENDED), (Moment.FOLLOW_UP, 5, FOLLOWED_UP)):
        answered(home.care, home.place, moment, said, on)
    drawn = picture(own_measures(home.care.episode))
    assert len(drawn.rows) == len(SCORINGS)
    for row in drawn.rows:
        assert [mark.x for mark in row.marks] == [RIGHT, LEFT, (LEFT + RIGHT) / 2]
        assert [mark.value for mark in row.marks] == [10, 0, 5]
    assert drawn.rows[-1].marks[-1].y < drawn.height


def test_shapes_and_words_tell_the_times_apart_without_colour(home: AtHome) -> None:
    for moment, on in ((Moment.PRE, REFERRED), (Moment.POST, ENDED), (Moment.FOLLOW_UP, FOLLOWED_UP)):
        answered(home.care, home.place, moment, 3, on)
    page = page_of(home)
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert 'role="img" aria-labelledby="picture-name picture-more"' in svg
    assert svg.count("<circle") == svg.count("<rect") == svg.count("<path") == len(SCORINGS)
    assert all(svg.count(f">{name}<") == len(SCORINGS) for name in ("Before", "At the end", "Months later"))
    assert "style=" not in svg


def test_what_another_course_of_care_holds_is_not_shown(universe: Universe) -> None:
    place = universe.north
    code = issue_home_code(episode=place.answered.episode, by=place.clinician).text
    mine = AtHome(place, place.answered, code, at_home(universe.north).block)
    answered(universe.north.waiting, place, Moment.PRE, 9, REFERRED)
    assert "<strong>9</strong>" not in page_of(mine)
    assert "<strong>3</strong>" in page_of(mine)


def test_how_many_queries_it_takes_does_not_grow(
    home: AtHome,
    django_assert_max_num_queries: "pytest_django.DjangoAssertNumQueries",  # noqa: F821
) -> None:
    for moment, on in ((Moment.PRE, REFERRED), (Moment.POST, ENDED), (Moment.FOLLOW_UP, FOLLOWED_UP)):
        answered(home.care, home.place, moment, 3, on)
    with django_assert_max_num_queries(4):
        own_measures(home.care.episode)
