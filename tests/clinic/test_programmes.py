"""A service makes its programmes its own: every field named, nothing typed lost, groups that run left alone."""

import re
from dataclasses import replace
from functools import partial
from html import unescape

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from typed_forms import form_of
from universe import Universe, build_place

from reconnect.clinic.accounts.models import Role, Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library.actions import OWN_FROM
from reconnect.clinic.library.models import OwnContent
from reconnect.clinic.programmes.actions import edit_session_plan
from reconnect.clinic.programmes.queries import programmes_of, session_plans_of
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of
from reconnect.model.load import shipped_library
from reconnect.model.session_plan import SessionPlan

PLAN = "pace-and-breath"
PAGE = f"/staff/programmes/s/{address_of(PLAN)}/"


@pytest.fixture
def service(universe: Universe) -> Service:
    return universe.north.service


@pytest.fixture
def lead(universe: Universe) -> Browser:
    return signed_in(universe.north.staff[Role.LEAD])


def opened(lead: Browser, ending: str = "change/") -> dict[str, str]:
    return form_of(lead.get(PAGE + ending).content.decode())


def plan_of(service: Service) -> SessionPlan:
    return session_plans_of(service)[PLAN]


def titles(service: Service) -> list[str]:
    return [each.title for each in plan_of(service).parts]


def test_what_was_not_touched_is_sent_back_as_it_was_and_makes_no_edition(service: Service, lead: Browser) -> None:
    before = OwnContent.objects.count()
    for ending in ("change/", "words/"):
        for plan in shipped_library().sessions.newest.values():
            page = f"/staff/programmes/s/{address_of(plan.id)}/{ending}"
            answer = lead.post(page, form_of(lead.get(page).content.decode()))
            assert answer.status_code == 302, answer.content.decode()
    for programme in programmes_of(service):
        page = f"/staff/programmes/p/{address_of(programme.id)}/"
        assert lead.post(page, form_of(lead.get(page).content.decode())).status_code == 302
    assert OwnContent.objects.count() == before


def test_a_lead_changes_every_field_of_a_session(service: Service, lead: Browser) -> None:
    sent = opened(lead) | {
        "name": "Our own",
        "notice": "First.\r\n\r\nSecond.",
        "materials": "Chalk",
        "part-1-title": "Renamed",
        "part-1-doing": "exercise",
        "part-1-technique": "",
        "part-1-words": "Say: One.\r\nAsk: Two?",
        "part-1-about_sex": "on",
        "part-1-optional": "on",
    }
    assert lead.post(f"{PAGE}change/", sent).status_code == 302
    plan = plan_of(service)
    assert (plan.version, plan.name, plan.notice, plan.materials) == (
        OWN_FROM,
        "Our own",
        ("First.", "Second."),
        ("Chalk",),
    )
    part = plan.parts[1]
    assert (part.title, part.doing, part.technique, part.words) == (
        "Renamed",
        "exercise",
        "",
        ("Say: One.", "Ask: Two?"),
    )
    assert part.about_sex
    assert part.optional
    assert part.id == shipped_library().sessions.newest[PLAN].parts[1].id
    assert "Our own" in lead.get(PAGE).content.decode()


def test_another_service_goes_on_with_its_own(service: Service, lead: Browser, universe: Universe) -> None:
    lead.post(f"{PAGE}change/", opened(lead) | {"name": "Our own"})
    assert plan_of(universe.south.service).version == 1


def test_minutes_that_do_not_add_up_say_by_how_much_and_lose_nothing(service: Service, lead: Browser) -> None:
    plan = plan_of(service)
    sent = opened(lead) | {"name": "Typed and not lost", "part-1-minutes": str(plan.parts[1].minutes + 5)}
    answer = lead.post(f"{PAGE}change/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"The parts add up to {plan.minutes + 5} minutes, 5 more than {plan.minutes}." in page
    assert form_of(page) == sent
    fewer = lead.post(f"{PAGE}change/", sent | {"part-1-minutes": "1"}).content.decode()
    assert f"{plan.parts[1].minutes - 1} fewer than {plan.minutes}" in fewer
    mended = sent | {"minutes": str(plan.minutes + 5)}
    assert lead.post(f"{PAGE}change/", mended).status_code == 302
    assert plan_of(service).minutes == plan.minutes + 5


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"name": ""}, "Name: Please fill this in."),
        ({"notice": " \r\n"}, "What is said before it begins: Please fill this in."),
        ({"notice": "About {sex}."}, "What is said before it begins: It is said to everybody at once"),
        ({"leads": "nursing"}, "Who leads: Name the disciplines of 2 people"),
        ({"leads": "nursing\r\nwitchcraft"}, "Who leads: There is no such profession here: witchcraft."),
        ({"part-1-words": "Talk about it."}, "How to run it: Begin each line with one of: Say:"),
        ({"part-1-minutes": ""}, "Minutes: Say how many minutes it takes."),
        ({"part-1-minutes": "ten"}, "Minutes: Write a whole number from 1 to 240."),
        ({"part-1-place": "0"}, "Place: Write a whole number from 1 to 99."),
        ({"part-0-optional": "on"}, "Anybody may sit it out: Nobody is left out of the welcome"),
        ({"part-9-minutes": "5"}, "Title: Give it a title, or leave the whole row empty."),
        ({"minutes": "9999"}, "Minutes altogether: Write a whole number from 1 to 240."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(lead: Browser, told: dict[str, str], said: str) -> None:
    answer = lead.post(f"{PAGE}change/", opened(lead) | told)
    assert answer.status_code == 422
    assert said in unescape(re.sub("<[^>]+>", "", answer.content.decode()))
    assert OwnContent.objects.filter(content_id=PLAN).count() == 0


def test_a_part_is_taken_out_and_another_added(service: Service, lead: Browser) -> None:
    plan = plan_of(service)
    last = len(plan.parts)
    out = plan.parts[1]
    sent = opened(lead) | {
        "part-1-title": "",
        f"part-{last}-title": "Something else",
        f"part-{last}-place": "2",
        f"part-{last}-minutes": str(out.minutes),
        f"part-{last}-words": "Do: It.",
    }
    answer = lead.post(f"{PAGE}change/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert titles(service) == [plan.parts[0].title, "Something else", *(each.title for each in plan.parts[2:])]
    assert plan_of(service).parts[1].id == "added-1"


@pytest.mark.parametrize(("row", "place", "order"), [(4, "2", [0, 4, 1, 2, 3, 5]), (1, "4", [0, 2, 3, 1, 4, 5])])
def test_a_part_moves_to_the_place_that_was_written(
    service: Service, lead: Browser, row: int, place: str, order: list[int]
) -> None:
    before = titles(service)
    answer = lead.post(f"{PAGE}change/", opened(lead) | {f"part-{row}-place": place})
    assert answer.status_code == 302, answer.content.decode()
    assert titles(service)[:6] == [before[each] for each in order]


def test_a_lead_changes_the_words_for_people(service: Service, lead: Browser) -> None:
    plan = plan_of(service)
    free = len(plan.handout.body)
    sent = opened(lead, "words/") | {
        "handout_title": "Our sheet",
        "body-0-text": "",
        f"body-{free}-text": "For two.",
        f"body-{free}-only": "partner",
        "practice-0-text": "A walk, if you like.",
        "exercise_steps": "Sit.\r\nStop.",
        "distress_say": "You may go out.",
    }
    answer = lead.post(f"{PAGE}words/", sent)
    assert answer.status_code == 302, answer.content.decode()
    own = plan_of(service)
    assert own.handout.title == "Our sheet"
    assert [each.text for each in own.handout.body] == [*(each.text for each in plan.handout.body[1:]), "For two."]
    assert own.handout.body[-1].only == ("partner",)
    assert own.practice[0].text == "A walk, if you like."
    assert (own.exercise.steps, own.distress.say) == (("Sit.", "Stop."), ("You may go out.",))
    assert own.parts == plan.parts


def test_a_handout_that_speaks_to_nobody_in_particular_is_asked_for(lead: Browser) -> None:
    sent = opened(lead, "words/")
    only = {name: "partner" for name in sent if re.fullmatch(r"body-\d+-only", name)}
    answer = lead.post(f"{PAGE}words/", sent | only)
    assert answer.status_code == 422
    assert "Words: Write at least one paragraph for everyone." in re.sub("<[^>]+>", "", answer.content.decode())


def test_the_second_of_two_leads_sees_that_the_first_was_faster_and_keeps_what_they_typed(
    service: Service, lead: Browser
) -> None:
    sent = opened(lead)
    lead.post(f"{PAGE}change/", sent | {"name": "The first"})
    answer = lead.post(f"{PAGE}change/", sent | {"name": "The second"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else changed this while you did." in page
    again = form_of(page)
    assert (again["name"], again["seen"]) == ("The second", str(OWN_FROM))
    assert plan_of(service).name == "The first"
    assert lead.post(f"{PAGE}change/", again).status_code == 302
    assert plan_of(service).name == "The second"


@pytest.mark.django_db(transaction=True)
def test_of_ten_leads_who_save_at_once_one_is_first_and_nine_are_told(transactional_db: None) -> None:
    place = build_place("north", furnished=False)
    plan = plan_of(place.service)
    told = {"seen": plan.version, "by": place.staff[Role.LEAD]}
    done = at_once([partial(edit_session_plan, plan=replace(plan, name=f"{number}"), **told) for number in range(10)])
    assert sorted(type(each).__name__ for each in done) == [*["ActionDenied"] * 9, "SessionPlan"]
    assert OwnContent.objects.filter(content_id=PLAN).count() == 1


def test_a_change_is_in_the_trail_with_who_made_it(universe: Universe, lead: Browser) -> None:
    lead.post(f"{PAGE}change/", opened(lead) | {"name": "Our own"})
    event = AuditEvent.objects.order_by("-number").first()
    assert event is not None
    assert (event.action, event.target) == ("edit_content", f"sessions:{PLAN}:{OWN_FROM}")
    assert event.actor == universe.north.staff[Role.LEAD].actor


def test_nobody_but_a_lead_may_change_anything(universe: Universe, service: Service) -> None:
    clinician = signed_in(universe.north.clinician)
    assert clinician.get(PAGE).status_code == 200
    assert "Change the run-sheet" not in clinician.get(PAGE).content.decode()
    assert clinician.post(f"{PAGE}change/", {}).status_code == 404


def test_a_stale_edition_is_refused_by_the_action_itself(universe: Universe, service: Service) -> None:
    plan, by = plan_of(service), universe.north.staff[Role.LEAD]
    edit_session_plan(plan=replace(plan, name="First"), seen=plan.version, by=by)
    with pytest.raises(ActionDenied, match="Somebody else changed this"):
        edit_session_plan(plan=replace(plan, name="Second"), seen=plan.version, by=by)
