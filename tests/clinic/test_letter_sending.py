"""When a letter may leave, and that it never changes afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from browsing import signed_in
from lettering import GP, PARTNER, drafted, ready
from rooms.letters import corrected, sent
from universe import STARTED, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit import transaction
from reconnect.clinic.letters import documents
from reconnect.clinic.letters.actions import HOLDS_FOR, discard_letter, redraft_letter, send_letter
from reconnect.clinic.letters.documents import FILES, digests_of
from reconnect.clinic.letters.models import State, Way
from reconnect.clinic.letters.sight import sight_of
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished


def test_a_letter_that_was_previewed_is_sent_and_never_changes(universe: Universe) -> None:
    letter = sent(ready(universe.north))
    letter.refresh_from_db()
    assert (letter.state, letter.sent_how, letter.sent_on) == (State.SENT, "handed over", letter.made_on)
    assert letter.digests == digests_of(letter)
    assert [each.split()[0] for each in letter.digests] == list(FILES)
    for act in (
        lambda: corrected(letter, str.title),
        lambda: discard_letter(letter=letter, by=universe.north.clinician),
    ):
        with pytest.raises(ActionDenied, match="does not change any more"):
            act()


def test_a_draft_that_changed_since_its_preview_is_not_sent(universe: Universe) -> None:
    letter = ready(universe.north)
    sight = sight_of(letter, letter.by)
    later = corrected(letter, lambda field: f"Other {field}", agreed_on=letter.made_on)
    told = {"letter": letter, "how": Way.HANDED_OVER, "sent_on": letter.made_on, "by": letter.by}
    with pytest.raises(ActionDenied, match="preview"):
        send_letter(**told, sight=sight)
    assert send_letter(**told, sight=sight_of(later, letter.by)).state == State.SENT


@pytest.mark.parametrize("sight", ["", "nothing", "ünsinn"])
def test_a_draft_that_nobody_looked_at_is_not_sent(universe: Universe, sight: str) -> None:
    letter = ready(universe.north)
    with pytest.raises(ActionDenied, match="preview"):
        send_letter(letter=letter, how=Way.HANDED_OVER, sent_on=letter.made_on, sight=sight, by=letter.by)


def test_what_somebody_else_saw_or_of_another_letter_is_no_preview(universe: Universe) -> None:
    letter, other = ready(universe.north), ready(universe.north)
    for sight in (sight_of(letter, universe.north.staff[Role.LEAD]), sight_of(other, letter.by)):
        with pytest.raises(ActionDenied, match="preview"):
            send_letter(letter=letter, how=Way.HANDED_OVER, sent_on=letter.made_on, sight=sight, by=letter.by)


def test_a_letter_with_something_left_to_fill_in_is_not_sent(universe: Universe) -> None:
    letter = corrected(
        drafted(universe.north), str.title, paragraphs=["We talk again: {next_contact}"], agreed_on=STARTED
    )
    with pytest.raises(ActionDenied, match="next_contact"):
        sent(letter)


@pytest.mark.parametrize("template_id", [GP, PARTNER])
@pytest.mark.parametrize("how", Way)
def test_nothing_goes_to_anybody_else_before_the_person_agreed(universe: Universe, template_id: str, how: Way) -> None:
    letter = ready(universe.north, template_id, agreed_on=None)
    with pytest.raises(ActionDenied, match="Ask the person first"):
        sent(letter, how=how)
    corrected(letter, lambda field: f"About {field}", revision=1, agreed_on=letter.made_on)
    assert sent(letter, how=how).state == State.SENT


def test_a_letter_is_posted_only_where_the_person_said_it_is_safe(universe: Universe) -> None:
    letter = ready(universe.north, agreed_on=None)
    for how in (Way.POSTED, Way.SECURE_EMAIL):
        with pytest.raises(ActionDenied, match="Ask the person first"):
            sent(letter, how=how)
    assert sent(letter, how=Way.HANDED_OVER).state == State.SENT


@pytest.mark.parametrize(("days", "holds"), [(180, True), (181, False)])
def test_what_was_said_of_an_address_holds_for_half_a_year(universe: Universe, days: int, holds: bool) -> None:  # noqa: FBT001
    assert timedelta(days=180) == HOLDS_FOR
    letter = ready(universe.north)
    corrected(
        letter,
        lambda field: f"About {field}",
        revision=letter.revision,
        agreed_on=letter.made_on - timedelta(days=days),
    )
    if holds:
        assert sent(letter, how=Way.POSTED).state == State.SENT
    else:
        with pytest.raises(ActionDenied, match="180 days"):
            sent(letter, how=Way.POSTED)


def test_what_is_posted_has_an_address_and_what_is_sent_is_not_sent_before_its_day(universe: Universe) -> None:
    letter = ready(universe.north, address=[])
    with pytest.raises(ActionDenied, match="address"):
        sent(letter, how=Way.POSTED)
    with pytest.raises(ActionDenied, match="before the day"):
        sent(letter, on=letter.made_on - timedelta(days=1))


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2999, 1, 1)])
def test_a_letter_has_no_impossible_days(universe: Universe, day: date) -> None:
    letter = ready(universe.north)
    for act in (
        lambda: sent(letter, on=day),
        lambda: corrected(letter, str.title, made_on=day),
        lambda: corrected(letter, str.title, agreed_on=day),
    ):
        with pytest.raises(ActionDenied):
            act()


def test_sending_twice_sends_once(universe: Universe) -> None:
    first = sent(ready(universe.north))
    again = send_letter(letter=first, how=Way.POSTED, sent_on=first.sent_on, sight="", by=first.by)
    assert again.sent_how == Way.HANDED_OVER


def test_the_page_sends_what_it_shows(universe: Universe) -> None:
    letter, browser = ready(universe.north), signed_in(universe.north.clinician)
    page = browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    assert sight_of(letter, universe.north.clinician) in page
    told = {"how": "handed over", "sent_on": letter.made_on.isoformat()}
    assert browser.post(f"/staff/letters/{letter.pk}/send/", told | {"sight": "old"}).status_code == 409
    told["sight"] = sight_of(letter, universe.north.clinician)
    assert browser.post(f"/staff/letters/{letter.pk}/send/", told).status_code == 302
    letter.refresh_from_db()
    assert letter.state == State.SENT
    assert "Note as sent" not in browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    assert browser.get(f"/staff/letters/{letter.pk}/words/").status_code == 404


def test_a_letter_that_was_sent_is_followed_by_another_and_stays(universe: Universe) -> None:
    letter = sent(ready(universe.north))
    again = redraft_letter(letter=letter, by=universe.north.staff[Role.LEAD])
    assert (again.supersedes_id, again.state, again.agreed_on) == (letter.pk, State.DRAFT, None)
    assert again.paragraphs == letter.paragraphs
    corrected(again, str.title, by=again.by)
    letter.refresh_from_db()
    assert letter.paragraphs == ["About letterwords"]
    with pytest.raises(ActionDenied):
        redraft_letter(letter=again, by=again.by)


def test_the_next_letter_begins_with_where_the_last_one_went(universe: Universe) -> None:
    sent(ready(universe.north, GP))
    letter = drafted(universe.north, "gp-at-the-end")
    assert (letter.recipient, letter.address) == ("About letterto", ["About letteraddress"])
    assert letter.agreed_on is None
    assert drafted(universe.north).address == []


def test_a_letter_did_not_leave_before_the_person_agreed_to_it(universe: Universe) -> None:
    letter = ready(universe.north, GP)
    letter = corrected(
        letter,
        lambda field: f"About {field}",
        made_on=letter.made_on - timedelta(3),
        agreed_on=letter.made_on,
    )
    with pytest.raises(ActionDenied, match="agreed"):
        sent(letter, on=letter.made_on, how=Way.POSTED)
    assert sent(letter, on=letter.agreed_on, how=Way.POSTED).state == State.SENT


def test_nobody_waits_while_the_files_of_a_letter_that_leaves_are_drawn(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, inside, turns = ready(universe.north), [], []

    @contextmanager
    def turn() -> Iterator[None]:
        turns.append(True)
        yield
        turns.pop()

    def drawn(document: object, draw: Callable[[object], bytes] = documents.render_pdf) -> bytes:
        inside.append(bool(turns))
        return draw(document)

    monkeypatch.setattr(documents, "render_pdf", drawn)
    monkeypatch.setattr(transaction, "writing", turn)
    told = {"how": "handed over", "sent_on": letter.made_on.isoformat(), "sight": sight_of(letter, letter.by)}
    assert signed_in(letter.by).post(f"/staff/letters/{letter.pk}/send/", told).status_code == 302
    letter.refresh_from_db()
    assert (letter.state, len(letter.digests), inside[:1]) == (State.SENT, len(FILES), [False])
    assert not any(inside)
