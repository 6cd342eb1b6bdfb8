"""A formulation: offered from answers, made with the person, every version kept, and nobody's text lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from universe import REFERRED, STARTED, Care, Place, Universe, build_care

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.formulation.actions import begin_formulation, save_version
from reconnect.clinic.formulation.graph import Arrow, Box, Graph, Said
from reconnect.clinic.formulation.models import Version
from reconnect.clinic.formulation.queries import accepted_arrows, evidence_of, newest_version
from reconnect.clinic.library.actions import edit_content
from reconnect.clinic.people.days import today_of
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.errors import ActionDenied
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.pattern import BoxRole

pytestmark = pytest.mark.furnished

AFRAID = {
    "assessment-thoughts": {"expect-pain": 8},
    "assessment-doing": {"avoid-sex": 9, "brace": 6, "flare-after": 7},
}
ENDURING = {
    "assessment-thoughts": {"will-leave": 9, "attention-pain": 7},
    "assessment-doing": {"endure": 9, "flare-after": 6},
    "assessment-medicines": {"noticed": 2**1 + 2**5},
}
ONE, TWO = Box("own-aaaaaaaaaaaa", "Rushing", BoxRole.STARTED), Box("own-bbbbbbbbbbbb", "Ache", BoxRole.KEEPS_GOING)
HELP = Box("own-dddddddddddd", "Rest", BoxRole.STRENGTH)
LEADS = Arrow("own-cccccccccccc", ONE.key, TWO.key, "If I rush it hurts", Said.YES)
OWN = Graph((ONE, TWO), (LEADS,))


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


@pytest.fixture
def care(place: Place) -> Care:
    """Somebody of whom nothing is told yet."""
    return build_care(place.clinician, "northnew")


def tell(place: Place, care: Care, told: dict[str, dict[str, int]], on: date = STARTED) -> list[Response]:
    """Record what they say in blocks of the assessment."""
    shipped = shipped_library().questionnaires.newest
    return [
        record_response(
            episode=care.episode,
            questionnaire=shipped[questionnaire],
            given={item: Given(AnswerState.VALUE, value) for item, value in values.items()},
            answered_on=on,
            by=place.clinician,
        )
        for questionnaire, values in told.items()
    ]


def begun(place: Place, care: Care) -> Version:
    return newest_version(begin_formulation(episode=care.episode, by=place.clinician))


def saved(place: Place, base: Version, graph: Graph, **told: object) -> Version:
    return save_version(
        **{"base": base, "expects": base.number, "made_on": STARTED, "by": place.clinician, "graph": graph} | told
    )


def ends(version: Version) -> set[tuple[str, str]]:
    return {(arrow.from_key, arrow.to_key) for arrow in version.graph.arrows}


def test_nothing_told_offers_nothing_and_missing_is_never_zero(place: Place, care: Care) -> None:
    tell(place, care, {"assessment-doing": {"endure": 0}})
    assert begun(place, care).graph == Graph()


def test_two_people_who_answer_otherwise_get_pictures_of_another_shape(place: Place, care: Care) -> None:
    other = build_care(place.clinician, "northother")
    tell(place, care, AFRAID)
    tell(place, other, ENDURING)
    one, two = begun(place, care), begun(place, other)
    assert ends(one) == {
        ("pain", "expecting-pain"),
        ("expecting-pain", "keeping-away"),
        ("expecting-pain", "tight-body"),
        ("tight-body", "pain"),
    }
    assert ends(two) == {
        ("pressing-ideas", "carrying-on"),
        ("carrying-on", "pain"),
        ("carrying-on", "attention-on-pain"),
        ("medicines", "less-arousal"),
        ("medicines", "pain"),
    }


def test_every_offered_arrow_names_each_answer_it_comes_from_and_waits_for_a_word(place: Place, care: Care) -> None:
    thoughts, doing = tell(place, care, AFRAID)
    version = begun(place, care)
    assert {arrow.said for arrow in version.graph.arrows} == {Said.NOT_YET}
    evidence = evidence_of(version.formulation)
    assert set(evidence) == {arrow.key for arrow in version.graph.arrows}
    found = [(each.told.response_id, each.told.item.id, each.told.said) for each in evidence["pain-to-expecting-pain"]]
    assert found == [(thoughts.pk, "expect-pain", ("8",)), (doing.pk, "flare-after", ("7",))]
    assert accepted_arrows(care.episode) == ()


def test_a_value_below_the_rule_offers_nothing_and_the_newest_answer_counts(place: Place, care: Care) -> None:
    tell(place, care, AFRAID)
    tell(place, care, {"assessment-thoughts": {"expect-pain": 4}}, on=STARTED + timedelta(days=1))
    assert ends(begun(place, care)) == {("tight-body", "pain")}


def test_begun_twice_is_begun_once(place: Place, care: Care) -> None:
    one, two = (begin_formulation(episode=care.episode, by=place.clinician) for _ in range(2))
    assert one == two
    assert AuditEvent.objects.filter(action="begin_formulation", target=care.person.target).count() == 1


def test_the_wording_of_a_service_is_what_its_people_are_offered(place: Place, care: Care) -> None:
    shipped = shipped_library().patterns.newest["mood"]
    arrows = tuple(replace(each, text=f"Ours: {each.text}") for each in shipped.arrows)
    edit_content(kind="patterns", edited=replace(shipped, arrows=arrows), by=place.clinician)
    tell(place, care, {"assessment-feelings": {"loss": 9, "low-mood": 9}})
    assert [arrow.text for arrow in begun(place, care).graph.arrows] == ["Ours: Pain has taken much from me."]


def test_a_new_version_stands_and_the_old_one_is_as_it_was(place: Place, care: Care) -> None:
    first = begun(place, care)
    second = saved(place, first, OWN)
    assert (second.number, second.parent, second.aside) == (2, 1, False)
    assert newest_version(first.formulation) == second
    first.refresh_from_db()
    assert first.graph == Graph()


def test_the_day_of_a_word_is_that_on_which_it_was_said(place: Place, care: Care) -> None:
    first = saved(place, begun(place, care), OWN)
    assert first.graph.arrows[0].said_on == STARTED
    moved = replace(OWN, boxes=(replace(ONE, text="Hurrying"), TWO))
    second = saved(place, first, moved, made_on=STARTED + timedelta(days=3))
    assert second.graph.arrows[0].said_on == STARTED
    again = Graph(moved.boxes, (replace(LEADS, text="When I hurry it hurts"),))
    third = saved(place, second, again, made_on=STARTED + timedelta(days=5))
    assert third.graph.arrows[0].said_on == STARTED + timedelta(days=5)
    open_again = Graph(moved.boxes, (replace(again.arrows[0], said=Said.NOT_YET),))
    assert saved(place, third, open_again).graph.arrows[0].said_on is None


def test_accepted_arrows_are_those_of_the_newest_version_and_keep_their_keys(place: Place, care: Care) -> None:
    refused = Arrow("own-eeeeeeeeeeee", TWO.key, ONE.key, "The other way", Said.NO)
    helps = Arrow("own-ffffffffffff", HELP.key, TWO.key, "Rest is good", Said.YES)
    version = saved(place, begun(place, care), Graph((ONE, TWO, HELP), (LEADS, refused, helps)))
    assert [(each.key, each.text) for each in accepted_arrows(care.episode)] == [(LEADS.key, LEADS.text)]
    saved(place, version, replace(OWN, arrows=(replace(LEADS, text="Otherwise"),)))
    assert [(each.key, each.text) for each in accepted_arrows(care.episode)] == [(LEADS.key, "Otherwise")]


def test_the_second_of_two_is_told_and_both_texts_are_kept(place: Place, care: Care) -> None:
    first = begun(place, care)
    won = saved(place, first, OWN)
    late = saved(place, first, Graph((ONE,), ()))
    assert (late.aside, late.number, late.parent) == (True, 3, 1)
    assert newest_version(first.formulation) == won
    assert late.graph.boxes == (ONE,)
    taken_up = saved(place, late, late.graph, expects=won.number)
    assert (taken_up.number, taken_up.parent, taken_up.aside) == (4, 3, False)
    events = AuditEvent.objects.filter(target=care.person.target).values_list("action", flat=True)
    assert list(events)[-3:] == ["save_version", "keep_aside", "save_version"]


@pytest.mark.parametrize("late", [False, True])
def test_the_same_sent_twice_is_saved_once(place: Place, care: Care, *, late: bool) -> None:
    first = begun(place, care)
    if late:
        saved(place, first, Graph((TWO,), ()), by=next(iter(place.staff.values())))
    one, two = (saved(place, first, OWN) for _ in range(2))
    assert one == two
    assert first.formulation.versions.count() == 2 + late


def test_what_stands_already_is_not_saved_again(place: Place, care: Care) -> None:
    second = saved(place, begun(place, care), OWN)
    assert saved(place, second, OWN, made_on=REFERRED) == second


@pytest.mark.parametrize(
    "graph",
    [
        replace(OWN, boxes=(ONE,)),
        replace(OWN, boxes=(ONE, TWO, ONE)),
        replace(OWN, arrows=(LEADS, replace(LEADS, text="again"))),
        replace(OWN, arrows=(LEADS, replace(LEADS, key="own-000000000000"))),
        replace(OWN, arrows=(replace(LEADS, to_key=ONE.key),)),
        replace(OWN, boxes=(replace(ONE, text=" "), TWO)),
        replace(OWN, boxes=(replace(ONE, text="a" * 81), TWO)),
        replace(OWN, arrows=(replace(LEADS, text="a" * 301),)),
        replace(OWN, boxes=(replace(ONE, text="nul\0"), TWO)),
        Graph(tuple(replace(ONE, key=f"own-{number:012}") for number in range(25))),
    ],
)
def test_what_is_no_picture_is_refused(place: Place, care: Care, graph: Graph) -> None:
    base = begun(place, care)
    with pytest.raises(ActionDenied):
        saved(place, base, graph)
    assert base.formulation.versions.count() == 1


def test_days_that_cannot_be_and_members_of_another_service_are_refused(universe: Universe) -> None:
    north, south = universe.north, universe.south
    base = begun(north, north.waiting)
    tomorrow = today_of(north.service) + timedelta(days=1)
    with pytest.raises(ActionDenied, match="future"):
        saved(north, base, OWN, made_on=tomorrow)
    with pytest.raises(ActionDenied, match="another service"):
        saved(north, base, OWN, by=south.clinician)
    with pytest.raises(ActionDenied, match="another service"):
        begin_formulation(episode=south.waiting.episode, by=north.clinician)
    assert Version.objects.filter(formulation=base.formulation).count() == 1
