"""The pages of groups: what is typed is kept or shown again, and how much they ask and weigh."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from browsing import Browser, signed_in
from grouping import (
    ABSENT,
    CAME,
    FIRST,
    SEX,
    begun,
    contact_at,
    delivered,
    founded,
    held,
    joined,
    live,
    session_of,
    week,
    with_people,
)
from test_queries import at_most
from universe import Place, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.care.actions.contacts import correct_contact
from reconnect.clinic.care.encounter import encounter_of
from reconnect.clinic.care.models import Attendance, Contact
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import WhyStop
from reconnect.clinic.groups import links
from reconnect.clinic.groups.actions.groups import end_group
from reconnect.clinic.groups.actions.roster import leave_group
from reconnect.clinic.groups.meeting import There
from reconnect.clinic.groups.models import Group, Membership, Session, SessionAttendance, WhyLeft
from reconnect.clinic.groups.queries import groups_of
from reconnect.clinic.people.days import today_of

TABLET = 60_000  # bytes of a page


@pytest.fixture
def place(universe: Universe) -> Place:
    return universe.north


@pytest.fixture
def browser(place: Place) -> Browser:
    return signed_in(place.staff[Role.FACILITATOR])


def sent(session: Session, people: dict[Membership, str], by: object, **other: object) -> dict[str, object]:
    """What the run-desk sends: all of the plan, and how each came."""
    return {
        "token": uuid4(),
        "seen": session.record_mark or "",
        "held_on": session.planned_on.isoformat(),
        "how": "in person",
        "leaders": [by.pk],
        "practice": "Something small",
        **{f"done-{each}": "on" for each in delivered(session)},
        **{f"there-{each.pk}": came for each, came in people.items()},
    } | other


def test_a_group_is_made_and_people_are_picked_by_search(place: Place, browser: Browser) -> None:
    by, care = place.clinician, begun(place, "picked")
    form = {
        "token": uuid4(),
        "programme": "link",
        "name": "Link 7",
        "for_whom": "Women; a place for trans and non-binary people",
        "starts_on": FIRST.isoformat(),
        "leads": [by.pk],
        "distress_lead": by.pk,
    }
    for _ in range(2):
        response = browser.post("/staff/groups/new/", form)
        assert response["Location"] == f"/staff/groups/g/{form['token']}/"
    again = browser.post("/staff/groups/new/", form | {"token": uuid4()})
    assert again.status_code == 422
    assert "Another group has this name" in again.content.decode()
    assert "a place for trans" in again.content.decode()
    group = Group.objects.get()
    add = f"/staff/groups/g/{group.pk}/add/"
    found = browser.post(add, {"search": care.person.name[:12], "find": "1"}).content.decode()
    assert str(care.episode.pk) in found
    assert care.person.name not in browser.post(add, {"search": "nobodyatall", "find": "1"}).content.decode()
    wrong = browser.post(add, {"episodes": [care.episode.pk], "on": "2999-01-01", "add": "1"})
    assert wrong.status_code == 422
    assert re.search(rf'value="{care.episode.pk}" checked', wrong.content.decode())
    assert browser.post(add, {"add": "1", "on": FIRST.isoformat()}).status_code == 422
    assert browser.post(add, {"episodes": [care.episode.pk], "on": FIRST.isoformat(), "add": "1"}).status_code == 302
    assert [each.episode for each in group.memberships.all()] == [care.episode]


def test_the_roster_shows_nothing_of_what_anybody_told(place: Place, browser: Browser) -> None:
    group, (member,) = with_people(place, 1)
    for page in ("", "add/", "end/"):
        text = browser.get(f"/staff/groups/g/{group.pk}/{page}").content.decode().lower()
        assert not re.search("canary(words|said|diagnosis)", text)
        assert member.episode.person.nhs_number not in text


def test_nothing_stands_ticked_and_nobody_is_there_before_it_is_said(place: Place, browser: Browser) -> None:
    group, _ = with_people(place)
    session = session_of(group, SEX + 1)
    form = browser.get(f"/staff/groups/s/{session.pk}/").content.decode()
    ticked = re.findall(r"<input[^>]*checked[^>]*>", form)
    assert [re.search(r'name="([a-z]+)', each)[1] for each in ticked] == ["leaders"]
    assert re.findall(r'name="minutes-[^"]*"[^>]*value=', form) == []
    notice = re.search(r'id="notice".*?</section>', form, re.DOTALL)[0]
    assert "Today we talk about sex" in notice
    assert form.index('id="notice"') < form.index('id="plan"')
    assert place.clinician.name in form.split('id="upset"')[1][:400]


def test_a_session_is_recorded_and_sent_twice_it_counts_once(place: Place, browser: Browser) -> None:
    group, (one, absent) = with_people(place, 2)
    session, first = session_of(group), session_of(group).parts.first()
    form = sent(session, {one: "attended", absent: "cancelled by them"}, place.clinician)
    form |= {f"minutes-{first.pk}": "9", f"note-{one.pk}": "Hers alone", f"late-{one.pk}": "4"}
    for _ in range(2):
        assert browser.post(f"/staff/groups/s/{session.pk}/", form).status_code == 302
    assert contact_at(session, one).minutes == 150 - first.minutes + 9 - 4
    assert contact_at(session, one).note == "Hers alone"
    assert live([one, absent]) == 2
    page = browser.get(f"/staff/groups/s/{session.pk}/").content.decode()
    assert "9 minutes" in page
    assert "Cancelled by them" in page
    assert "as planned" in page
    assert "Hers alone" not in page


def test_what_is_not_complete_is_shown_again_with_everything_typed(place: Place, browser: Browser) -> None:
    group, (one, other) = with_people(place, 2)
    session, first = session_of(group), session_of(group).parts.first()
    form = sent(session, {one: "attended"}, place.clinician, practice="A practice typed")
    del form[f"done-{first.pk}"]
    form |= {f"note-{other.pk}": "A note typed", f"minutes-{first.pk}": "12", f"early-{one.pk}": "7"}
    response = browser.post(f"/staff/groups/s/{session.pk}/", form)
    page = response.content.decode()
    assert response.status_code == 422
    for typed in ("A practice typed", "A note typed", 'value="12"', 'value="7"'):
        assert typed in page
    assert "Say whether they were there." in page
    assert "You gave minutes but no tick" in page
    assert Contact.objects.filter(episode=one.episode_id).count() == 0


def test_whoever_joined_later_is_not_asked_about_and_what_was_typed_of_them_is_not_lost(
    place: Place, browser: Browser
) -> None:
    group, (one,) = with_people(place, 1)
    later = joined(group, begun(place, "later"), place.clinician, on=week(2))
    session, second = session_of(group, 1), session_of(group, 2)
    assert f"there-{later.pk}" not in browser.get(f"/staff/groups/s/{session.pk}/").content.decode()
    assert f"there-{later.pk}" in browser.get(f"/staff/groups/s/{second.pk}/").content.decode()
    form = sent(session, {one: "attended", later: "attended"}, place.clinician, **{f"note-{later.pk}": "Typed of them"})
    response = browser.post(f"/staff/groups/s/{session.pk}/", form)
    assert response.status_code == 422
    assert "Typed of them" in response.content.decode()
    assert "not in the group on this day" in response.content.decode()
    del form[f"there-{later.pk}"], form[f"note-{later.pk}"]
    assert browser.post(f"/staff/groups/s/{session.pk}/", form).status_code == 302
    assert not SessionAttendance.objects.filter(membership=later).exists()
    assert "not in the group" in browser.get(f"/staff/groups/g/{group.pk}/").content.decode()


def test_the_second_of_two_facilitators_is_told_and_loses_nothing(place: Place, browser: Browser) -> None:
    group, (one, other) = with_people(place, 2)
    session = session_of(group)
    mine = sent(session, {one: "attended", other: "did not attend"}, place.clinician)
    mine |= {f"note-{one.pk}": "My words of her", f"late-{one.pk}": "20"}
    held(session, place.clinician, {one: There(Attendance.ATTENDED, note="Theirs"), other: CAME})
    response = browser.post(f"/staff/groups/s/{session.pk}/", mine)
    page = response.content.decode()
    assert response.status_code == 409
    assert "My words of her" in page
    assert contact_at(session, one).minutes == 150
    hidden = dict(re.findall(r'name="(seen|token)" value="([^"]*)"', page))
    assert UUID(hidden["seen"]) == Session.objects.get(pk=session.pk).record_mark
    assert browser.post(f"/staff/groups/s/{session.pk}/", mine | hidden).status_code == 302
    assert contact_at(session, one).note == "Theirs\nMy words of her"
    assert contact_at(session, one).minutes == 130
    assert contact_at(session, other).attendance == Attendance.DID_NOT_ATTEND
    assert live([one, other]) == 2


def test_a_correction_begins_with_what_was_recorded(place: Place, browser: Browser) -> None:
    group, (one, absent) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: There(Attendance.ATTENDED, late=5, note="Never here"), absent: ABSENT})
    page = browser.get(f"/staff/groups/s/{session.pk}/again/").content.decode()
    assert "Never here" not in page
    assert re.search(rf'name="late-{one.pk}" value="5"', page)
    form = sent(session, {one: "attended", absent: "cancelled by us"}, place.clinician, **{f"late-{one.pk}": "5"})
    before = contact_at(session, one)
    assert browser.post(f"/staff/groups/s/{session.pk}/again/", form | {"practice": ""}).status_code == 302
    assert contact_at(session, one) == before
    assert contact_at(session, absent).attendance == Attendance.CANCELLED_BY_US


def test_what_was_missed_is_made_up_for_on_a_page_of_its_own(place: Place, browser: Browser) -> None:
    group, (one, absent) = with_people(place, 2)
    session = session_of(group, SEX + 1)
    held(session, place.clinician, {one: CAME, absent: ABSENT})
    attendance = SessionAttendance.objects.get(session=session, membership=absent)
    part = session.parts.filter(technique_id="naming-myths").first()
    form = {
        "token": uuid4(),
        "person": absent.episode.person_id,
        "held_on": (session.planned_on + timedelta(days=1)).isoformat(),
        "how": "telephone",
        "leaders": [place.clinician.pk],
    }
    address = f"/staff/groups/a/{attendance.pk}/"
    assert "at least one part" in browser.post(address, form).content.decode()
    for _ in range(2):
        assert browser.post(address, form | {f"done-{part.pk}": "on"}).status_code == 302
    made_up = Contact.objects.get(pk=form["token"])
    assert {each.technique_id: each.minutes for each in made_up.techniques.all()} == {"naming-myths": part.minutes}
    page = browser.get(f"/staff/groups/g/{group.pk}/").content.decode()
    assert re.search("did not attend<span[^>]*>made up", page)
    timeline = browser.get(f"/staff/care/p/{absent.episode.person_id}/").content.decode()
    assert "In a group, in person" in timeline
    assert "Contact, telephone" in timeline


def test_a_plan_is_changed_on_a_page_and_a_recorded_one_stays(place: Place, browser: Browser) -> None:
    group, (one,) = with_people(place, 1)
    session = session_of(group)
    address = f"/staff/groups/s/{session.pk}/plan/"
    parts = list(session.parts.all())
    form = {"token": uuid4(), "seen": "", "planned_on": FIRST.isoformat(), "minutes": "150"}
    form |= {f"position-{each.pk}": each.position for each in parts}
    form |= {f"minutes-{each.pk}": each.minutes for each in parts}
    form |= {f"minutes-{parts[1].pk}": "999"}
    refused = browser.post(address, form)
    assert refused.status_code == 422
    assert 'value="999"' in refused.content.decode()
    form |= {f"minutes-{parts[1].pk}": "1"}
    assert browser.post(address, form).status_code == 302
    assert "add up to" in browser.get(f"/staff/groups/s/{session.pk}/").content.decode()
    overtaken = browser.post(address, form | {"token": uuid4()})
    assert overtaken.status_code == 409
    assert f'name="seen" value="{form["token"]}"' in overtaken.content.decode()
    own = {"token": uuid4(), "title": "Our own", "minutes": "5", "doing": "talk"}
    assert browser.post(f"/staff/groups/s/{session.pk}/part/", own).status_code == 302
    assert "Our own" in browser.get(address).content.decode()
    held(session_of(group), place.clinician, {one: CAME})
    assert browser.get(address)["Location"] == f"/staff/groups/s/{session.pk}/"


def test_a_group_ends_and_what_remains_is_listed(place: Place, browser: Browser) -> None:
    group, (ends, goes_on) = with_people(place, 2)
    held(session_of(group), place.clinician, {ends: CAME, goes_on: CAME})
    never = joined(group, begun(place, "never"), place.clinician)
    address = f"/staff/groups/g/{group.pk}/end/"
    assert f'value="{never.episode_id}"' not in browser.get(address).content.decode()
    early = browser.post(address, {"on": "2026-01-01", "ending": [ends.episode_id]})
    assert early.status_code == 422
    assert re.search(rf'value="{ends.episode_id}" checked', early.content.decode())
    assert browser.post(address, {"on": week(7).isoformat(), "ending": [ends.episode_id]}).status_code == 302
    page = browser.get(f"/staff/groups/g/{group.pk}/").content.decode()
    remaining = page.split("What remains to do")[1].split("</section>")[0]
    assert "Measures at the end" in remaining
    assert "Goes on one-to-one" in remaining
    stop_for(person=ends.episode.person, why=WhyStop.DIED, on=today_of(place.service), by=place.clinician)
    remaining = browser.get(f"/staff/groups/g/{group.pk}/").content.decode().split("What remains to do")[1]
    assert "Measures at the end" not in remaining
    assert group.name in browser.get("/staff/groups/?which=past").content.decode()
    assert group.name not in browser.get("/staff/groups/").content.decode()
    assert browser.post(f"/staff/groups/g/{group.pk}/reopen/").status_code == 302
    assert group.name in browser.get("/staff/groups/").content.decode()


def test_somebody_leaves_on_a_page_and_cannot_come_back_while_in_another_group(place: Place, browser: Browser) -> None:
    _, (member,) = with_people(place, 1)
    address = f"/staff/groups/m/{member.pk}/leave/"
    form = {"token": uuid4(), "on": week(2).isoformat(), "why": "time or travel", "words": "The bus"}
    assert browser.post(address, form | {"on": "1999-01-01"}).status_code == 422
    assert browser.post(address, form).status_code == 302
    assert "The bus" in browser.get(address).content.decode()
    joined(founded(place, "Link 8"), begun(place, "another"), place.clinician)
    other = founded(place, "Link 9")
    assert browser.post(
        f"/staff/groups/g/{other.pk}/add/", {"episodes": [member.episode_id], "on": week(3), "add": "1"}
    )
    refused = browser.post(f"/staff/groups/m/{member.pk}/back/")
    assert refused.status_code == 422
    assert "one group at a time" in refused.content.decode()


def test_why_somebody_left_is_never_ticked_for_whoever_writes_it_down(place: Place, browser: Browser) -> None:
    _, (member,) = with_people(place, 1)
    address = f"/staff/groups/m/{member.pk}/leave/"
    assert "checked" not in browser.get(address).content.decode()
    form = {"token": uuid4(), "on": week(2).isoformat(), "words": "The bus"}
    refused = browser.post(address, form)
    assert refused.status_code == 422
    assert "Choose one. “They did not say” is an answer too." in refused.content.decode()
    assert "The bus" in refused.content.decode()
    member.refresh_from_db()
    assert member.left_on is None
    assert browser.post(address, form | {"why": "not said"}).status_code == 302


def test_of_somebody_who_died_the_next_page_asks_that_nothing_goes_to_them(place: Place, browser: Browser) -> None:
    _, (member,) = with_people(place, 1)
    form = {"token": uuid4(), "on": week(2).isoformat(), "why": "died", "words": ""}
    next_page = browser.post(f"/staff/groups/m/{member.pk}/leave/", form)["Location"]
    assert next_page == f"/staff/follow-up/p/{member.episode.person_id}/stop/"
    page = browser.get(next_page).content.decode()
    assert re.search(r'value="died"[^>]*checked', page)
    assert f'value="{week(2).isoformat()}"' in page


def test_whoever_is_back_in_a_group_is_not_taken_for_dead(place: Place, browser: Browser) -> None:
    _, (member,) = with_people(place, 1)
    leave_group(membership=member, on=week(2), why=WhyLeft.DIED, by=place.clinician)
    followed = f"/staff/follow-up/p/{member.episode.person_id}/"
    assert "recorded as having died" in browser.get(followed).content.decode()
    assert browser.post(f"/staff/groups/m/{member.pk}/back/").status_code == 302
    assert "recorded as having died" not in browser.get(followed).content.decode()
    assert "checked" not in browser.get(f"{followed}stop/").content.decode()


def test_reading_names_is_one_event_and_reading_a_person_is_theirs(place: Place, browser: Browser) -> None:
    group, (one, absent) = with_people(place, 2)
    session = session_of(group)
    held(session, place.clinician, {one: CAME, absent: ABSENT})
    attendance = SessionAttendance.objects.get(session=session, membership=absent)
    reader = place.staff[Role.FACILITATOR]
    of_group, of_person = (group.target, "read_group"), (absent.episode.person.target, "read_person")
    for address, expected in {
        f"g/{group.pk}/": of_group,
        f"g/{group.pk}/add/": of_group,
        f"g/{group.pk}/end/": of_group,
        f"s/{session.pk}/": of_group,
        f"s/{session.pk}/again/": of_group,
        f"s/{session.pk}/part/": of_group,
        f"m/{absent.pk}/leave/": of_person,
        f"a/{attendance.pk}/": of_person,
    }.items():
        before = AuditEvent.objects.count()
        assert browser.get(f"/staff/groups/{address}").status_code == 200
        events = AuditEvent.objects.all()[before:]
        assert [(each.target, each.action, each.actor) for each in events] == [(*expected, reader.actor)], address


def test_pages_ask_as_often_for_two_people_as_for_twelve(place: Place, browser: Browser) -> None:
    small, few = with_people(place, 2)
    large, many = with_people(place, 12, "Link 8")
    counts = []
    for group, people in ((small, few), (large, many)):
        session = session_of(group)
        held(session, place.clinician, dict.fromkeys(people[:-1], CAME) | {people[-1]: ABSENT})
        pages = [f"s/{session.pk}/", f"s/{session.pk}/again/", f"s/{session_of(group, 5).pk}/", f"g/{group.pk}/"]
        pages += [f"g/{group.pk}/add/", f"g/{group.pk}/end/", ""]
        for page in pages:
            browser.get(f"/staff/groups/{page}")
            with at_most(25) as asked:
                assert browser.get(f"/staff/groups/{page}").status_code == 200
            counts.append(len(asked))
    assert counts[: len(counts) // 2] == counts[len(counts) // 2 :]


def test_the_page_of_a_session_with_twelve_people_is_at_most_60_kb(place: Place, browser: Browser) -> None:
    group, _ = with_people(place, 12)
    for number in range(1, 8):
        assert len(browser.get(f"/staff/groups/s/{session_of(group, number).pk}/").content) <= TABLET


def test_a_room_above_puts_its_link_on_every_sessions_page(
    place: Place, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, (one,) = with_people(place, 1)
    session = session_of(group)
    address = f"/staff/groups/s/{session.pk}/"
    assert "Phones in the room, invented" not in browser.get(address).content.decode()
    monkeypatch.setattr(links, "_LINKS", dict(links._LINKS))
    links.link_from_session("session_plan_of_group", "Phones in the room, invented")
    for _ in range(2):
        assert "Phones in the room, invented" in browser.get(address).content.decode()
        if session.recorded_at is None:
            held(session, place.clinician, {one: CAME})


def test_twenty_groups_a_year_are_listed_page_by_page(place: Place, browser: Browser) -> None:
    for number in range(32):
        group = founded(place, f"Link {number}", starts_on=FIRST + timedelta(days=number))
        if number % 8 == 0:
            end_group(group=group, on=FIRST + timedelta(days=60), by=place.clinician)
    for each in range(4):
        leave = founded(place, f"Block {each}")
        assert leave.ended_on is None
    first, second = (browser.get(f"/staff/groups/?page={number}").content.decode() for number in (1, 2))
    assert (first.count('class="card"'), second.count('class="card"')) == (30, 2)
    assert "Next page" in first
    assert "Page before" in second
    assert browser.get("/staff/groups/?which=past").content.decode().count('class="card"') == 4
    assert browser.get("/staff/groups/?page=x").status_code == 200
    assert not Membership.objects.exists()


def test_groups_that_ended_stand_newest_first_on_every_page(place: Place) -> None:
    days = [FIRST + timedelta(days=number * 11 % 35) for number in range(35)]
    for number, day in enumerate(days):
        group = founded(place, f"Link {number}", starts_on=day)
        end_group(group=group, on=FIRST + timedelta(days=60), by=place.clinician)
    found = [each.starts_on for page in (1, 2) for each in groups_of(place.clinician, page, past=True)[0]]
    assert found == sorted(days, reverse=True)


def test_who_left_is_named_in_words_and_not_asked_about_afterwards(place: Place, browser: Browser) -> None:
    group, (stays, left) = with_people(place, 2)
    held(session_of(group, 1), place.clinician, {stays: CAME, left: CAME})
    leave_group(membership=left, on=week(1), by=place.clinician)
    page = browser.get(f"/staff/groups/g/{group.pk}/").content.decode()
    assert "They did not say" in page
    assert "In the group: 1" in page
    assert f"there-{left.pk}" not in browser.get(f"/staff/groups/s/{session_of(group, 2).pk}/").content.decode()


def test_the_page_before_a_contact_names_the_session_they_came_to_last(place: Place, browser: Browser) -> None:
    group, (one,) = with_people(place, 1)
    session = session_of(group, 3)
    held(session, place.clinician, {one: CAME})
    before = f"/staff/people/p/{one.episode.person_id}/before/"
    assert re.search("at Link 7, session 3", browser.get(before).content.decode())
    first = contact_at(session, one)
    correct_contact(contact=first, told=replace(encounter_of(first), note="Put right"), by=place.clinician)
    assert re.search("at Link 7, session 3", browser.get(before).content.decode())
