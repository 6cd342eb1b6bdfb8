"""A programme as a service runs it, and the sheets of paper of its sessions."""

import re
from dataclasses import replace
from html import unescape

import pytest
from browsing import Browser, signed_in
from typed_forms import form_of
from universe import Universe

from reconnect.clinic.accounts.models import Role, Service
from reconnect.clinic.library.actions import OWN_FROM
from reconnect.clinic.programmes.actions import edit_programme
from reconnect.clinic.programmes.queries import programmes_of, session_plans_of
from reconnect.model.address import address_of
from reconnect.model.programme import Programme

PAGE = f"/staff/programmes/s/{address_of('pace-and-breath')}/"


@pytest.fixture
def service(universe: Universe) -> Service:
    return universe.north.service


@pytest.fixture
def lead(universe: Universe) -> Browser:
    return signed_in(universe.north.staff[Role.LEAD])


def test_the_programme_changes_its_order_and_takes_in_any_session(service: Service, lead: Browser) -> None:
    programme = _seven(service)
    page = f"/staff/programmes/p/{address_of(programme.id)}/"
    count = len(programme.sessions)
    extra = next(each for each in session_plans_of(service) if each not in programme.sessions)
    sent = form_of(lead.get(page).content.decode()) | {
        "every_days": "14",
        "session-0-place": "2",
        "session-2-session": "",
        f"session-{count}-session": extra,
    }
    assert lead.post(page, sent).status_code == 302
    own = _seven(service)
    first, second, _, *others = programme.sessions
    assert own.sessions == (second, first, *others, extra)
    assert own.every_days == 14
    listed = lead.get("/staff/programmes/").content.decode()
    assert "Every 14 days." in listed


def test_what_those_who_lead_agree_on_is_read_on_the_list_and_worded_by_a_lead(service: Service, lead: Browser) -> None:
    programme = _seven(service)
    page = f"/staff/programmes/p/{address_of(programme.id)}/"
    assert programme.beforehand[1] in unescape(lead.get("/staff/programmes/").content.decode())
    sent = form_of(lead.get(page).content.decode())
    empty = lead.post(page, sent | {"beforehand": " \n"})
    assert empty.status_code == 422
    assert _seven(service).beforehand == programme.beforehand
    assert lead.post(page, sent | {"beforehand": "Meet on Monday.\n\nBring the key."}).status_code == 302
    assert _seven(service).beforehand == ("Meet on Monday.", "Bring the key.")
    assert "Bring the key." in lead.get("/staff/programmes/").content.decode()


def test_a_session_that_is_named_twice_or_none_at_all_is_refused(service: Service, lead: Browser) -> None:
    programme = _seven(service)
    page = f"/staff/programmes/p/{address_of(programme.id)}/"
    sent = form_of(lead.get(page).content.decode())
    twice = lead.post(page, sent | {"session-1-session": programme.sessions[0]})
    assert twice.status_code == 422
    assert "Session: Named twice" in re.sub("<[^>]+>", "", twice.content.decode())
    none = {name: "" for name in sent if re.fullmatch(r"session-\d+-session", name)}
    nothing = lead.post(page, sent | none)
    assert "Session: Name at least one session." in re.sub("<[^>]+>", "", nothing.content.decode())


def test_too_little_about_sex_is_a_warning_and_no_error(service: Service, lead: Browser, universe: Universe) -> None:
    assert "Two hours or more are meant for it" not in lead.get("/staff/programmes/").content.decode()
    programme, plans = _seven(service), session_plans_of(service)
    quiet = tuple(each for each in programme.sessions if not plans[each].minutes_about_sex)
    by = universe.north.staff[Role.LEAD]
    edit_programme(programme=replace(programme, sessions=quiet), seen=programme.version, by=by)
    page = lead.get("/staff/programmes/").content.decode()
    assert "<strong>0 minutes of it are about sex.</strong>" in page


def test_the_sheets_are_of_the_very_edition(service: Service, lead: Browser) -> None:
    was = session_plans_of(service)["pace-and-breath"].handout.title
    lead.post(f"{PAGE}words/", form_of(lead.get(f"{PAGE}words/").content.decode()) | {"handout_title": "Our sheet"})
    assert was in lead.get(f"{PAGE}1/handout/").content.decode()
    assert "Our sheet" in lead.get(f"{PAGE}{OWN_FROM}/handout/").content.decode()
    assert lead.get(f"{PAGE}{OWN_FROM + 1}/handout/").status_code == 404


@pytest.mark.parametrize("reader", ["", "1", "2", "3", "4", "nonsense"])
def test_a_handout_says_what_is_right_for_its_reader_and_names_nobody(
    service: Service, lead: Browser, reader: str
) -> None:
    for plan in session_plans_of(service).values():
        page = lead.get(f"/staff/programmes/s/{address_of(plan.id)}/{plan.version}/handout/", {"for": reader})
        sheet = re.search(r"<article.*?</article>", page.content.decode(), re.DOTALL)
        assert sheet is not None
        assert "{" not in sheet[0]
        assert service.portal_name in sheet[0]
        assert service.name not in sheet[0]
        assert ("your partner" in sheet[0].lower()) <= (reader in {"1", "3"})


def _seven(service: Service) -> Programme:
    return next(each for each in programmes_of(service) if not each.block)
