"""Two who change a group's details at once: the second is told, loses nothing typed, and is never told of a saving."""

import re
import time
from functools import partial
from threading import Thread
from uuid import UUID, uuid4

import pytest
from at_once import at_once
from browsing import Browser, signed_in
from django.db import connection, connections, transaction
from grouping import FIRST, founded
from universe import Place, Universe, build_place

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.groups.actions import groups
from reconnect.clinic.groups.actions.groups import change_group
from reconnect.clinic.groups.models import Group
from reconnect.clinic.partners.overtaken import OvertakenError
from reconnect.clinic.sealing.tokens import whole_name_token

NOT_SAVED = "taken or changed meanwhile"


def sent(page: Browser, group: Group, **other: object) -> dict[str, object]:
    """The details as their page gives them, with what was typed since."""
    text = page.get(details(group)).content.decode()
    hidden = {name: re.search(rf'name="{name}"(?: value="([^"]*)")?', text) for name in ("seen", "token")}
    by = [each.member_id for each in group.leaders.all()]
    told = {"name": group.name, "for_whom": group.for_whom or "", "leads": by, "distress_lead": by[0]}
    return {name: found[1] or "" for name, found in hidden.items() if found} | told | other


def details(group: Group) -> str:
    return f"/staff/groups/g/{group.pk}/details/"


def changes(group: Group) -> int:
    return AuditEvent.objects.filter(action="change_group", target=group.target).count()


def test_who_saves_second_is_told_keeps_what_they_typed_and_may_save_it_then(universe: Universe) -> None:
    place = universe.north
    group, lead = founded(place), place.staff[Role.LEAD]
    one, two = signed_in(place.clinician), signed_in(lead)
    first = sent(one, group, for_whom="Women, trans and non-binary people", leads=[place.clinician.pk, lead.pk])
    second = sent(two, group, name="Link spring")
    assert one.post(details(group), first).status_code == 302
    told = two.post(details(group), second)
    text = told.content.decode()
    assert told.status_code == 409
    assert "A colleague changed" in text
    assert 'value="Link spring"' in text
    assert f'href="/staff/groups/g/{group.pk}/" target="_blank"' in text
    group.refresh_from_db()
    assert (group.name, group.for_whom, group.leaders.count()) == ("Link 7", "Women, trans and non-binary people", 2)
    seen = re.search(r'name="seen" value="([^"]*)"', text)[1]
    assert seen == first["token"]
    assert two.post(details(group), second | {"seen": seen}).status_code == 302
    group.refresh_from_db()
    assert group.name == "Link spring"
    assert changes(group) == 2


def test_two_clicks_change_it_once_and_a_late_one_does_not_undo_a_colleague(universe: Universe) -> None:
    place = universe.north
    group, browser = founded(place), signed_in(place.clinician)
    form = sent(browser, group, name="Link spring")
    for _ in range(2):
        assert browser.post(details(group), form).status_code == 302
    assert changes(group) == 1
    group.refresh_from_db()
    assert browser.post(details(group), sent(browser, group, name="Link summer")).status_code == 302
    assert browser.post(details(group), form).status_code == 409
    group.refresh_from_db()
    assert (group.name, changes(group)) == ("Link summer", 2)


def test_what_was_wrong_in_the_form_leaves_what_it_was_opened_on(universe: Universe) -> None:
    place = universe.north
    group, browser = founded(place), signed_in(place.clinician)
    form = sent(browser, group, name="")
    assert browser.post(details(group), sent(browser, group, for_whom="Everybody")).status_code == 302
    refused = browser.post(details(group), form)
    assert refused.status_code == 422
    assert form["token"] in refused.content.decode()
    assert browser.post(details(group), form | {"name": "Link spring"}).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_of_many_who_change_the_details_at_once_one_does(transactional_db: None) -> None:
    place = build_place("north", furnished=False)
    group, by = founded(place), place.clinician

    def change(number: int) -> Group:
        mine = Group.objects.get(pk=group.pk)
        return change_group(
            group=mine, name=f"Link {number}", leads=(by,), distress_lead=by, by=by, seen=None, id=uuid4()
        )

    done = at_once([partial(change, number) for number in range(20, 28)])
    assert [type(each) for each in done].count(Group) == 1
    assert [type(each) for each in done].count(OvertakenError) == 7
    assert changes(group) == 1


def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks whether a name is free: what the look misses when somebody takes it in the same moment."""
    monkeypatch.setattr(groups, "_free_name", lambda by, name, **_: whole_name_token(by.service_id, name))


def test_a_name_that_is_taken_in_the_same_moment_is_no_saving(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = universe.north
    founded(place, "Link spring")
    group, browser = founded(place, "Link 8"), signed_in(place.clinician)
    unseen(monkeypatch)
    refused = browser.post(details(group), sent(browser, group, name="Link spring", for_whom="Typed at length"))
    text = refused.content.decode()
    assert (refused.status_code, NOT_SAVED in text, "Typed at length" in text) == (422, True, True)
    group.refresh_from_db()
    assert (group.name, changes(group)) == ("Link 8", 0)


def founding(place: Place, token: UUID | None = None) -> dict[str, object]:
    by = place.clinician.pk
    told = {"programme": "link", "name": "Link spring", "starts_on": FIRST.isoformat(), "for_whom": "Typed at length"}
    return told | {"token": token or uuid4(), "leads": [by], "distress_lead": by}


def test_a_group_whose_name_is_taken_in_the_same_moment_is_not_founded(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = universe.north
    founded(place, "Link spring")
    unseen(monkeypatch)
    form = founding(place)
    refused = signed_in(place.clinician).post("/staff/groups/new/", form)
    text = refused.content.decode()
    assert (refused.status_code, NOT_SAVED in text, "Typed at length" in text) == (422, True, True)
    assert not Group.objects.filter(pk=form["token"]).exists()


def test_a_token_of_another_services_group_founds_none_and_says_so(universe: Universe) -> None:
    place, theirs = universe.north, founded(universe.south)
    refused = signed_in(place.clinician).post("/staff/groups/new/", founding(place, theirs.pk))
    assert (refused.status_code, NOT_SAVED in refused.content.decode()) == (422, True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time anyway")
@pytest.mark.parametrize("new", [True, False], ids=["founded", "renamed"])
def test_a_name_that_another_connection_takes_meanwhile_is_no_saving(transactional_db: None, *, new: bool) -> None:
    place = build_place("north", furnished=False)
    one, two = founded(place, "Link 7"), founded(place, "Link 8")
    browser, answers = signed_in(place.clinician), []
    form = founding(place) if new else sent(browser, two, name="Link spring")

    def post() -> None:
        try:
            answers.append(browser.post("/staff/groups/new/" if new else details(two), form))
        finally:
            connections.close_all()

    thread = Thread(target=post)
    with transaction.atomic():  # a writer who has not come to the trail yet
        Group.objects.filter(pk=one.pk).update(name_token=whole_name_token(place.service.pk, "Link spring"))
        thread.start()
        time.sleep(0.6)
    thread.join()
    (answer,) = answers
    assert (answer.status_code, NOT_SAVED in answer.content.decode()) == (422, True)
    two.refresh_from_db()
    assert (two.name, Group.objects.count()) == ("Link 8", 2)
