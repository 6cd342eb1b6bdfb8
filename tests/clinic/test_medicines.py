"""Medicines: facts with sources, a list in somebody's own words, notes that end, and no amount that is worked out."""

import ast
import inspect
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from browsing import Browser, signed_in, visiting
from rooms.medicines import name_prescriber, send_list, write_note
from universe import Universe

import reconnect
from reconnect.clinic.accounts.actions import set_prescriber
from reconnect.clinic.accounts.models import Role
from reconnect.clinic.accounts.policy import views
from reconnect.clinic.medicines import actions, forms, models, presenters, queries
from reconnect.clinic.medicines.actions import record_total, withdraw_agreed_note, withdraw_total, write_agreed_note
from reconnect.clinic.medicines.models import AgreedMedicineNote, RecordedTotal, Use
from reconnect.clinic.medicines.queries import LIST, notes_in_force
from reconnect.clinic.people.days import today_of
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of

STANDING = "Never stop or change a medicine alone or suddenly: talk to whoever prescribes it."
ABOVE = "more than 120 mg a day"
BELOW = "Effects like these have been seen below 120 mg too"
NAMES = {"names": "The green ones"}


@pytest.fixture
def phone(universe: Universe) -> Browser:
    issued = issue_home_code(episode=universe.north.answered.episode, by=universe.north.clinician)
    return visiting(issued.text, leads_to="/h/")


@pytest.fixture
def code(phone: Browser, universe: Universe) -> EntryCode:
    return EntryCode.objects.filter(episode=universe.north.answered.episode, withdrawn_at=None).get()


def page(browser: Browser, address: str = "/h/e/") -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_every_page_about_medicines_holds_the_standing_sentence(phone: Browser) -> None:
    text = page(phone)
    assert STANDING in text
    classes = re.findall(r'href="(/h/e/k/\w+/)"', text)
    assert len(classes) == len(set(classes)) > 8
    for address in classes:
        shown = page(phone, address)
        assert STANDING in shown
        assert "Where this comes from" in shown
        assert "ask your prescriber or pharmacist" in shown


@pytest.mark.parametrize(("said", "shown"), [(1, True), (2, True), (0, False), (None, False)])
def test_whoever_lists_an_opioid_sees_what_is_cited_about_it(
    phone: Browser, code: EntryCode, said: int | None, *, shown: bool
) -> None:
    send_list(code, NAMES, said, keep=True)
    text = page(phone)
    assert (ABOVE in text, BELOW in text, "Never stop one of these suddenly" in text) == (shown, shown, shown)


def test_an_opioid_that_was_listed_and_not_kept_leaves_no_trace_in_a_later_visit(
    universe: Universe, phone: Browser, code: EntryCode
) -> None:
    before = page(phone)
    send_list(code, NAMES, 1)
    assert ABOVE in page(phone)  # in the very visit
    assert NAMES["names"] not in page(phone)
    EntryCode.objects.filter(pk=code.pk).update(withdrawn_at=None)
    issued = issue_home_code(episode=universe.north.answered.episode, by=universe.north.clinician)
    later = visiting(issued.text, leads_to="/h/")
    later.post("/h/begin/", {"tool": LIST})
    EntryCode.objects.filter(episode=universe.north.answered.episode, withdrawn_at=None).update(visit=2)
    session = later.session
    session["visit"] = [session["visit"][0], 2, session["visit"][2]]
    session.save()
    assert strip(page(later)) == strip(before)


def test_going_on_with_such_a_list_in_a_later_visit_leaves_none_either(
    universe: Universe, phone: Browser, code: EntryCode
) -> None:
    before = page(phone)
    draft = str(phone.post("/h/begin/", {"tool": LIST})["Location"])
    phone.post(f"{draft}1/", {"item-opioid": "1"})
    assert ABOVE in page(phone)
    issued = issue_home_code(episode=universe.north.answered.episode, by=universe.north.clinician)
    later = visiting(issued.text, leads_to="/h/")
    assert later.post(f"{draft}1/save/", {"item-names": "The green ones"}).status_code == 204
    assert strip(page(later)) == strip(before)


def strip(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w*"', "", text)


def test_others_find_the_same_text_in_the_list(phone: Browser) -> None:
    text = page(phone, f"/h/e/k/{address_of('opioids')}/")
    assert ABOVE in text
    assert BELOW in text


def test_a_list_that_was_kept_is_shown_and_the_team_reads_one_that_was_sent(
    universe: Universe, phone: Browser, code: EntryCode
) -> None:
    send_list(code, NAMES, keep=True)
    assert NAMES["names"] in page(phone)
    staff = signed_in(universe.north.clinician)
    assert NAMES["names"] in page(staff, f"/staff/medicines/p/{universe.north.answered.person.pk}/")


def test_a_list_that_was_sent_stands_on_the_page_before_a_contact(universe: Universe, code: EntryCode) -> None:
    send_list(code, NAMES, 1, keep=False)
    address = f"/staff/people/p/{universe.north.answered.person.pk}/before/"
    assert "The green ones" in page(signed_in(universe.north.clinician), address)


def test_a_note_is_shown_word_for_word_and_signed_as_its_author_was_then(universe: Universe, phone: Browser) -> None:
    place = universe.north
    place.clinician.discipline = "pharmacy"
    place.clinician.save(update_fields=["discipline"])
    name_prescriber(place)
    write_note(place, text="Line one <b>\nLine two")
    place.clinician.name, place.clinician.discipline = "Another Name", "nursing"
    place.clinician.save(update_fields=["name", "discipline"])
    text = page(phone)
    assert "Line one &lt;b&gt;\nLine two" in text
    assert "Canarymembercliniciannorth, pharmacy" in text.replace("Canarymemberclinicianorth", "")
    assert "Another Name" not in text


@pytest.mark.parametrize(("use", "in_plan"), [(Use.FLARE, True), (Use.BEFORE, False)])
def test_a_note_stands_in_the_plan_only_if_it_is_for_it_and_never_on_the_card(
    universe: Universe, phone: Browser, use: Use, *, in_plan: bool
) -> None:
    name_prescriber(universe.north)
    write_note(universe.north, use, "As we agreed on Monday")
    assert "As we agreed on Monday" in page(phone)
    assert ("As we agreed on Monday" in page(phone, "/h/d/all/")) is in_plan
    assert "As we agreed on Monday" not in page(phone, "/h/d/")


def test_a_note_that_is_taken_back_is_gone_at_once(universe: Universe, phone: Browser) -> None:
    name_prescriber(universe.north)
    note = write_note(universe.north, text="As we agreed on Monday")
    withdraw_agreed_note(note=note, by=universe.north.clinician)
    assert "As we agreed on Monday" not in page(phone)


@pytest.mark.parametrize(
    ("at", "holds"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), True),  # a minute before midnight where the service is
        (datetime(2026, 6, 30, 23, 1, tzinfo=UTC), False),  # a minute after it, though not yet in Greenwich
        (datetime(2026, 7, 1, 12, tzinfo=UTC), False),
    ],
)
def test_a_note_ends_with_its_last_day_where_the_service_is(universe: Universe, at: datetime, *, holds: bool) -> None:
    place = universe.north
    name_prescriber(place)
    written = datetime(2026, 6, 1, 9, tzinfo=UTC)
    episode = place.answered.episode
    write_agreed_note(episode=episode, use=Use.FLARE, text="x", until=date(2026, 6, 30), by=place.clinician, at=written)
    assert bool(notes_in_force(episode, at=at)) is holds


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (183, True), (184, False)])
def test_a_note_needs_a_last_day_within_half_a_year(universe: Universe, days: int, *, allowed: bool) -> None:
    name_prescriber(universe.north)
    if allowed:
        assert write_note(universe.north, days=days).until == today_of(universe.north.service) + timedelta(days=days)
    else:
        with pytest.raises(ActionDenied, match="within half a year"):
            write_note(universe.north, days=days)


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FACILITATOR, Role.LEAD])
def test_nobody_but_a_prescriber_writes_a_note_whatever_their_role(universe: Universe, role: Role) -> None:
    place = universe.north
    member, episode = place.staff[role], place.answered.episode
    day = today_of(place.service)
    with pytest.raises(ActionDenied, match="Only a prescriber"):
        write_agreed_note(episode=episode, use=Use.BEFORE, text="x", until=day, by=member)
    sent = {"use": "before", "text": "x", "until": day.isoformat(), "person": str(episode.person_id)}
    assert signed_in(member).post(f"/staff/medicines/e/{episode.pk}/note/", sent).status_code == 404
    assert not AgreedMedicineNote.objects.exists()
    set_prescriber(member=member, prescriber=True, by=place.staff[Role.ADMINISTRATOR])
    assert signed_in(member).post(f"/staff/medicines/e/{episode.pk}/note/", sent).status_code in {302, 422}


def test_a_note_is_written_once_on_the_page_and_keeps_what_was_typed_when_refused(universe: Universe) -> None:
    place = universe.north
    name_prescriber(place)
    browser, address = signed_in(place.clinician), f"/staff/medicines/e/{place.answered.episode.pk}/note/"
    token = re.search(r'name="token" value="([^"]+)"', page(browser, address))
    assert token is not None
    sent = {"token": token[1], "person": str(place.answered.person.pk), "use": "before", "text": "As agreed"}
    refused = browser.post(address, sent | {"until": "2020-01-01"})
    assert refused.status_code == 422
    assert "As agreed" in refused.content.decode()
    for _ in range(2):
        last = today_of(place.service) + timedelta(days=9)
        assert browser.post(address, sent | {"until": last.isoformat()}).status_code == 302
    assert AgreedMedicineNote.objects.count() == 1


def test_a_prescriber_of_another_service_writes_nothing_here(universe: Universe) -> None:
    name_prescriber(universe.south)
    with pytest.raises(ActionDenied):
        write_agreed_note(
            episode=universe.north.answered.episode,
            use=Use.BEFORE,
            text="x",
            until=today_of(universe.south.service),
            by=universe.south.clinician,
        )
    assert not AgreedMedicineNote.objects.exists()


def test_only_an_administrator_names_a_prescriber_and_only_who_treats_people(universe: Universe) -> None:
    place = universe.north
    administrator = place.staff[Role.ADMINISTRATOR]
    for by, member in (
        (place.clinician, place.clinician),
        (place.staff[Role.LEAD], place.clinician),
        (universe.south.staff[Role.ADMINISTRATOR], place.clinician),
        (administrator, administrator),
        (administrator, place.staff[Role.PRIVACY_OFFICER]),
    ):
        with pytest.raises(ActionDenied):
            set_prescriber(member=member, prescriber=True, by=by)
    browser = signed_in(administrator)
    browser.post(f"/staff/members/{place.clinician.pk}/prescriber/", {"prescriber": "yes"})
    place.clinician.refresh_from_db()
    assert place.clinician.prescriber
    assert "No longer" in page(browser, "/staff/members/")


def test_a_total_is_shown_as_it_was_recorded_with_who_when_and_source(universe: Universe, phone: Browser) -> None:
    place = universe.north
    total = _record(universe, "87.50")
    browser, address = signed_in(place.clinician), f"/staff/medicines/p/{place.answered.person.pk}/"
    shown = page(browser, address)
    assert "87.50 mg a day" in shown
    assert "The pharmacist, by the Faculty's table" in shown.replace("&#39;", "'")
    assert f"Recorded by {place.clinician.name}" in shown
    assert "87.50" not in page(phone)
    withdraw_total(total=total, by=place.clinician)
    assert "Taken back" in page(browser, address)


@pytest.mark.parametrize("written", ["", "ninety", "90 mg", "-5", "1e3", "12345"])
def test_what_is_no_figure_is_refused(universe: Universe, written: str) -> None:
    with pytest.raises(ActionDenied):
        _record(universe, written)


def _record(universe: Universe, total: str) -> RecordedTotal:
    return record_total(
        episode=universe.north.answered.episode,
        total=total,
        source="The pharmacist, by the Faculty's table",
        held_on=universe.north.answered.episode.started_on,
        by=universe.north.clinician,
    )


REAL = {"dose", "doses", "dosage", "mg", "milligrams", "micrograms", "conversion", "convert", "equivalent", "morphine"}


def parameters() -> list[tuple[str, set[str]]]:
    """Every function of the program by what it takes."""
    found = []
    for path in Path(inspect.getfile(reconnect)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
                found.append((f"{path.name}:{node.name}", names))
    return found


def test_no_function_takes_a_medicine_and_an_amount_of_it() -> None:
    taken = parameters()
    assert len(taken) > 1000
    amount, drug = re.compile(r"dose|amount|mg|milligram|strength"), re.compile(r"drug|medicine|opioid|morphine|tablet")
    assert [name for name, names in taken if any(map(amount.search, names)) and any(map(drug.search, names))] == []


def test_no_address_and_no_function_about_medicines_converts_sums_or_tapers() -> None:
    reckoning = re.compile(r"convert|conversion|equivalent|taper|titrat|calculat|factor|\bome\b|\bmme\b", re.IGNORECASE)
    assert [route for route, _ in views() if reckoning.search(route)] == []
    modules = (actions, forms, models, presenters, queries)
    names = [name for module in modules for name in vars(module)]
    assert [name for name in names if reckoning.search(name)] == []
    # The one figure is text, so that nothing adds, compares or multiplies it.
    assert isinstance(RecordedTotal._meta.get_field("total"), type(RecordedTotal._meta.get_field("source")))
    for module in modules:
        sums = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Mult | ast.Div)]
        assert sums == []
