"""What staff do about somebody's Home: a code to take along, what is asked for there, and taking both back."""

import re

import pytest
from at_home import BODY, at_home, go_through
from browsing import Browser, signed_in, visiting
from universe import Universe

from reconnect.clinic.asking.queries import blocks
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.home.actions import end_invitation, finish_tool, invite
from reconnect.clinic.home.endings import Ending
from reconnect.clinic.home.models import Invitation
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.entry import withdraw_home_codes
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.errors import ActionDenied
from reconnect.model.load import shipped_library

pytestmark = pytest.mark.furnished

SHOWN = re.compile(r'<p class="code-shown" translate="no">([^<]+)</p>')
BLOCK = next(each for each in blocks() if each.id == BODY)


@pytest.fixture(autouse=True)
def no_code_yet(universe: Universe) -> None:
    """Another room's tests may have made one."""
    universe.north.waiting.episode.codes.all().delete()


@pytest.fixture
def clinician(universe: Universe) -> Browser:
    return signed_in(universe.north.clinician)


def page_of(universe: Universe, clinician: Browser) -> str:
    return clinician.get(f"/staff/home/p/{universe.north.waiting.person.pk}/").content.decode()


def ask(universe: Universe, clinician: Browser, what: str, **sent: str) -> object:
    return clinician.post(f"/staff/home/e/{universe.north.waiting.episode.pk}/{what}/", sent)


def test_a_code_is_made_shown_once_on_a_neutral_slip_and_opens_home(universe: Universe, clinician: Browser) -> None:
    page = ask(universe, clinician, "code").content.decode()
    code = SHOWN.search(page)[1]
    slip = page[page.index('<section class="slip"') : page.index("</section>", page.index('<section class="slip"'))]
    assert universe.north.waiting.person.name not in slip
    assert not re.search("sex|pain|intima|reconnect", slip, re.IGNORECASE)
    assert visiting(code, leads_to="/h/").get("/h/").status_code == 200
    assert code not in page_of(universe, clinician)


def test_loading_the_slip_again_ends_no_code_unless_it_is_named(universe: Universe, clinician: Browser) -> None:
    first = SHOWN.search(ask(universe, clinician, "code").content.decode())[1]
    again = ask(universe, clinician, "code").content.decode()
    assert "A code for home is open" in again
    assert visiting(first, leads_to="/h/")
    replace = re.search(r'name="replace" value="([^"]+)"', again)[1]
    second = SHOWN.search(ask(universe, clinician, "code", replace=replace).content.decode())[1]
    assert Browser().post("/", {"code": first}).status_code == 422
    assert visiting(second, leads_to="/h/")


def test_a_code_for_home_leaves_the_code_of_an_occasion_alone(universe: Universe, clinician: Browser) -> None:
    ask(universe, clinician, "code")
    assert visiting(universe.north.code)


def test_withdrawing_ends_the_code_and_the_visit_and_is_noted_once(universe: Universe, clinician: Browser) -> None:
    phone = visiting(SHOWN.search(ask(universe, clinician, "code").content.decode())[1], leads_to="/h/")
    assert "Withdraw it" in page_of(universe, clinician)
    for _ in range(2):
        ask(universe, clinician, "code/withdraw")
    assert phone.get("/h/")["Location"] == "/"
    assert AuditEvent.objects.filter(action="withdraw_home_codes").count() == 1
    assert "Withdraw it" not in page_of(universe, clinician)


def test_a_block_is_asked_for_once_however_often_the_button_is_pressed(universe: Universe, clinician: Browser) -> None:
    for _ in range(2):
        assert ask(universe, clinician, "invite", block=BODY).status_code == 302
    invitation = Invitation.objects.get(episode=universe.north.waiting.episode)
    assert (invitation.questionnaire_id, invitation.ended_at) == (BODY, None)
    page = page_of(universe, clinician)
    assert f"<li>{BLOCK.name}</li>" in page
    assert f'value="{BODY}"' not in page  # what is asked for is not offered again


@pytest.mark.parametrize("block", ["", "nothing", "msq-anxiety", "worksheet-sensate-focus", "confidence-in-skills"])
def test_only_blocks_of_the_assessment_can_be_asked_for(universe: Universe, clinician: Browser, block: str) -> None:
    answer = ask(universe, clinician, "invite", block=block)
    assert answer.status_code == 422
    assert "Not asked yet" in answer.content.decode()
    assert not Invitation.objects.filter(episode=universe.north.waiting.episode).exists()


def test_a_locked_block_is_offered_to_nobody_for_whom_it_was_not_opened(universe: Universe, clinician: Browser) -> None:
    locked = next(each for each in blocks() if each.locked)
    assert locked.name not in page_of(universe, clinician)
    assert ask(universe, clinician, "invite", block=locked.id).status_code == 422
    opened = clinician.get(f"/staff/home/p/{universe.north.answered.person.pk}/").content.decode()
    assert locked.name in opened  # the universe has it opened for this person


def test_the_page_says_nothing_of_what_was_said(universe: Universe, clinician: Browser) -> None:
    home = at_home(universe.north)
    go_through(home, home.enter(), words="Only for those who read answers")
    assert "Only for those who read answers" not in page_of(universe, clinician)


def test_taking_back_twice_is_as_once(universe: Universe, clinician: Browser) -> None:
    at_home(universe.north)
    invitation = Invitation.objects.get(episode=universe.north.waiting.episode)
    assert clinician.post(f"/staff/home/i/{invitation.pk}/end/").status_code == 302
    assert clinician.post(f"/staff/home/i/{invitation.pk}/end/").status_code == 404
    assert BLOCK.name in page_of(universe, clinician)  # it is offered again
    assert f"<li>{BLOCK.name}</li>" not in page_of(universe, clinician)


def test_nobody_of_another_service_changes_anything(universe: Universe) -> None:
    home, stranger = at_home(universe.north), universe.south.clinician
    invitation = Invitation.objects.get(episode=home.care.episode)
    for act in (
        lambda: invite(episode=home.care.episode, questionnaire=BLOCK, by=stranger),
        lambda: end_invitation(invitation=invitation, by=stranger),
        lambda: withdraw_home_codes(episode=home.care.episode, by=stranger),
        lambda: issue_home_code(episode=home.care.episode, by=stranger),
    ):
        with pytest.raises(ActionDenied):
            act()
    invitation.refresh_from_db()
    assert invitation.ended_at is None


def test_only_blocks_are_invited_to_by_the_action_too(universe: Universe) -> None:
    worksheet = shipped_library().questionnaires.newest["worksheet-sensate-focus"]
    with pytest.raises(ActionDenied):
        invite(episode=universe.north.waiting.episode, questionnaire=worksheet, by=universe.north.clinician)


def test_a_code_sends_only_what_is_its_own(universe: Universe) -> None:
    home, other = at_home(universe.north), at_home(universe.south)
    other.begin(other.enter())
    draft = other.care.person.responses.get(occasion=None)
    code = EntryCode.objects.get(episode=home.care.episode)
    finish_tool(code=code, response=draft, ending=Ending.SEND)
    draft.refresh_from_db()
    assert draft.submitted_at is None


def test_what_was_sent_from_home_is_found_there_whatever_the_plan_holds(universe: Universe, clinician: Browser) -> None:
    home = at_home(universe.north)
    phone, words = home.enter(), "What I never told anybody"
    address = home.begin(phone, "thought-record")
    assert phone.post(f"{address}1/", {"item-situation": words}).status_code == 302
    assert "A thought, written down</a>" not in page_of(universe, clinician)
    assert phone.post(f"{address}send/", {"ending": "send"}).status_code == 302
    page = page_of(universe, clinician)
    assert words not in page
    way = re.search(r'<a href="([^"]+)">A thought, written down</a>', page)[1]
    assert words in clinician.get(way).content.decode()
