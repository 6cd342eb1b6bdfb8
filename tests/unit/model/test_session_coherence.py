"""What is wrong with a session or a programme is said by file and field; what is right is not complained of."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reconnect.errors import ContentError
from reconnect.model.load import load_library, shipped_library
from reconnect.model.programme import ENOUGH_ABOUT_SEX, Programme, minutes_about_sex
from reconnect.model.session_coherence import (
    order_complaints,
    programme_complaints,
    session_complaints,
    session_references,
)
from reconnect.model.session_plan import Doing, SessionPlan
from reconnect.model.shelf import Shelf
from reconnect.model.voice import Only, Paragraph

LIBRARY = shipped_library()
ONE = LIBRARY.sessions.newest["beliefs-and-touch"]
LINK = LIBRARY.programmes.newest["link"]
BLOCK = LIBRARY.programmes.newest["intimacy-block"]
FIRST, BREAK, LAST = ONE.parts[0], next(each for each in ONE.parts if each.doing is Doing.BREAK), ONE.parts[-1]
TALK = next(each for each in ONE.parts if each.doing is Doing.TALK)


def with_part(old: Any, **changes: Any) -> SessionPlan:
    return replace(ONE, parts=tuple(replace(each, **changes) if each == old else each for each in ONE.parts))


def without(field: str, inner: str, empty: object) -> SessionPlan:
    return replace(ONE, **{field: replace(getattr(ONE, field), **{inner: empty})})


def said(session: SessionPlan) -> list[tuple[str, str]]:
    return list(session_complaints(session))


def test_what_is_right_is_not_complained_of() -> None:
    for session in LIBRARY.sessions:
        assert said(session) == []
        assert list(session_references(session, LIBRARY.techniques.newest, LIBRARY.myths.newest)) == []
    for programme in LIBRARY.programmes:
        assert list(programme_complaints(programme, LIBRARY.sessions.newest)) == []
    assert list(order_complaints(LIBRARY.programmes)) == []


def test_parts_that_do_not_add_up_are_complained_of_with_their_sum() -> None:
    assert said(replace(ONE, minutes=ONE.minutes + 5)) == [("minutes", f"the parts add up to {ONE.minutes}")]
    assert said(with_part(TALK, minutes=TALK.minutes - 1)) == [("minutes", f"the parts add up to {ONE.minutes - 1}")]


WRONG = {
    "too long for a contact": (
        replace(with_part(TALK, minutes=TALK.minutes + 91), minutes=ONE.minutes + 91),
        "minutes",
    ),
    "no break in a long one": (with_part(BREAK, doing=Doing.TALK, words=("Do: Rest.",)), "parts"),
    "a break that is too short": (
        replace(with_part(BREAK, minutes=9), minutes=ONE.minutes - BREAK.minutes + 9),
        "parts",
    ),
    "two parts of one id": (with_part(TALK, id=FIRST.id), f"parts.{FIRST.id}"),
    "an id that is none": (with_part(TALK, id="A Part"), "parts.A Part"),
    "a part of no minutes": (
        replace(with_part(TALK, minutes=0), minutes=ONE.minutes - TALK.minutes),
        f"parts.{TALK.id}.minutes",
    ),
    "a break about sex": (with_part(BREAK, about_sex=True), f"parts.{BREAK.id}"),
    "a break that counts for a technique": (with_part(BREAK, technique="pain-education"), f"parts.{BREAK.id}"),
    "a part without words": (with_part(TALK, words=()), f"parts.{TALK.id}.words"),
    "a line without a cue": (with_part(TALK, words=("Well then.",)), f"parts.{TALK.id}.words"),
    "no welcome": (with_part(FIRST, doing=Doing.TALK), "parts"),
    "no close": (with_part(LAST, doing=Doing.TALK), "parts"),
    "a welcome that may be left out, and the notice with it": (
        with_part(FIRST, optional=True),
        f"parts.{FIRST.id}.optional",
    ),
    "no notice": (replace(ONE, notice=()), "notice"),
    "an empty line in the notice": (replace(ONE, notice=(*ONE.notice, " ")), "notice"),
    "no materials": (replace(ONE, materials=()), "materials"),
    "one person at the front": (replace(ONE, leads=ONE.leads[:1]), "leads"),
    "a place at the front for no discipline": (replace(ONE, leads=(*ONE.leads, ())), "leads"),
    "no exercise": (without("exercise", "steps", ()), "exercise.steps"),
    "nothing instead of the exercise": (without("exercise", "instead", ""), "exercise.instead"),
    "an exercise without a name": (without("exercise", "title", ""), "exercise.title"),
    "an exercise for nothing": (without("exercise", "aim", ""), "exercise.aim"),
    "no sheet": (without("handout", "body", ()), "handout.body"),
    "a sheet without a title": (without("handout", "title", ""), "handout.title"),
    "a sheet for some and nobody else": (
        without("handout", "body", (Paragraph("Both of you.", (Only.PARTNER,)),)),
        "handout.body",
    ),
    "a word that nobody is asked for": (
        without("handout", "try_this", (Paragraph("Your {knee}."),)),
        "handout.try_this",
    ),
    "nothing to try until the next": (replace(ONE, practice=()), "practice"),
    "a practice for some and nobody else": (
        replace(ONE, practice=(Paragraph("You may.", (Only.NO_PARTNER,)),)),
        "practice",
    ),
    "somebody's own word in what everybody hears": (replace(ONE, notice=("Your {chest}.",)), "notice"),
    "no distress that is thought of": (without("distress", "may_touch_on", ()), "distress.may_touch_on"),
    "no signs": (without("distress", "signs", ()), "distress.signs"),
    "nothing to do": (without("distress", "do", ()), "distress.do"),
    "nothing to say": (without("distress", "say", ()), "distress.say"),
    "nothing afterwards": (without("distress", "afterwards", ()), "distress.afterwards"),
}


@pytest.mark.parametrize(("session", "field"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_session_is_said_by_field(session: SessionPlan, field: str) -> None:
    assert [found for found, _ in said(session)] == [field]


def test_a_short_session_needs_no_break() -> None:
    parts = (FIRST, replace(TALK, minutes=60), LAST)
    assert said(replace(ONE, minutes=FIRST.minutes + 60 + LAST.minutes, parts=parts)) == []


def test_a_technique_or_belief_that_nobody_wrote_is_complained_of() -> None:
    broken = replace(with_part(TALK, technique="hypnosis"), myths=("nobody-said-this", ONE.myths[0], ONE.myths[0]))
    found = list(session_references(broken, LIBRARY.techniques.newest, LIBRARY.myths.newest))
    assert [field for field, _ in found] == [f"parts.{TALK.id}.technique", "myths", "myths"]
    assert "naming-myths" in found[0][1]
    assert found[1][1] == "no such belief: nobody-said-this"
    assert found[2][1] == f"named twice: {ONE.myths[0]}"


@pytest.mark.parametrize(
    ("programme", "field"),
    [
        (replace(LINK, sessions=()), "sessions"),
        (replace(LINK, sessions=(*LINK.sessions, "an-eighth")), "sessions"),
        (replace(LINK, sessions=(*LINK.sessions, LINK.sessions[0])), "sessions"),
        (replace(LINK, every_days=0), "every_days"),
        (replace(LINK, beforehand=()), "beforehand"),
        (replace(LINK, beforehand=(" ",)), "beforehand"),
        (replace(BLOCK, sessions=("arriving",)), "block"),
    ],
    ids=["none", "unknown", "twice", "no days", "nothing beforehand", "an empty line", "a block about other things"],
)
def test_what_is_wrong_with_a_programme_is_said_by_field(programme: Programme, field: str) -> None:
    assert [found for found, _ in programme_complaints(programme, LIBRARY.sessions.newest)] == [field]


def test_a_programme_with_little_about_sex_is_not_refused_and_its_minutes_tell() -> None:
    little = replace(LINK, sessions=tuple(each for each in LINK.sessions if each != "beliefs-and-touch"))
    assert list(programme_complaints(little, LIBRARY.sessions.newest)) == []
    assert minutes_about_sex(LIBRARY.sessions.newest[each] for each in little.sessions) < ENOUGH_ABOUT_SEX
    assert minutes_about_sex(LIBRARY.sessions.newest[each] for each in LINK.sessions) >= ENOUGH_ABOUT_SEX


def test_two_programmes_in_one_place_of_the_list_are_complained_of() -> None:
    shelf = Shelf({("link", 1): LINK, ("intimacy-block", 1): replace(BLOCK, order=LINK.order)})
    assert sorted(programme.id for programme, _ in order_complaints(shelf)) == ["intimacy-block", "link"]


@pytest.mark.parametrize(
    ("file", "right", "wrong", "field"),
    [
        ("sessions/arriving/1.toml", "minutes = 150", "minutes = 145", "minutes"),
        ("sessions/arriving/1.toml", 'technique = "pain-education"', 'technique = "pain"', "parts.louder.technique"),
        ("sessions/beliefs-and-touch/1.toml", '"must-be-spontaneous"', '"must-be"', "myths"),
        ("programmes/link/1.toml", '  "arriving",\n', '  "leaving",\n', "sessions"),
        ("programmes/intimacy-block/1.toml", "order = 2", "order = 1", "order"),
    ],
)
def test_the_loader_names_the_file_of_each(content: Path, file: str, right: str, wrong: str, field: str) -> None:
    path = content / file
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(content)
    assert (file, field) in {(each.file, each.field) for each in caught.value.problems}


def test_a_file_that_cannot_be_read_is_the_only_problem(content: Path) -> None:
    path = content / "sessions/arriving/1.toml"
    path.write_text(path.read_text("utf-8").replace("minutes = 150", 'minutes = "long"', 1), "utf-8")
    with pytest.raises(ContentError) as caught:
        load_library(content)
    assert [(each.file, each.field) for each in caught.value.problems] == [("sessions/arriving/1.toml", "minutes")]
