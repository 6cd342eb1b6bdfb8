"""Letters about one person: what goes into them, who may change them, and when they may leave."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from browsing import signed_in
from django.db import IntegrityError
from documents import pdf_text, word_texts
from rooms.letters import corrected, sent
from universe import STARTED, Place, Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.audit import transaction
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.letters import documents
from reconnect.clinic.letters.actions import (
    HOLDS_FOR,
    ChangedMeanwhile,
    discard_letter,
    draft_letter,
    redraft_letter,
    send_letter,
)
from reconnect.clinic.letters.documents import FILES, digests_of
from reconnect.clinic.letters.models import Letter, State, Way
from reconnect.clinic.letters.queries import may_be_sent, offered, template_for
from reconnect.clinic.letters.sight import sight_of
from reconnect.clinic.partners.actions import add_partner, end_partner, record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner
from reconnect.clinic.plan.actions.goals import end_goal, set_goal
from reconnect.clinic.plan.actions.lines import Doing, add_technique, pause_line
from reconnect.clinic.plan.models import HowEnded
from reconnect.errors import ActionDenied
from reconnect.model.letter_template import Recipient, unfilled

pytestmark = pytest.mark.furnished

PERSON, GP, PARTNER = "plan-summary", "gp-after-assessment", "partner-invitation"


def drafted(place: Place, template_id: str = PERSON, **told: object) -> Letter:
    template = template_for(place.clinician, template_id)
    return draft_letter(**({"episode": place.answered.episode, "template": template, "by": place.clinician} | told))


def ready(place: Place, template_id: str = PERSON, **told: object) -> Letter:
    """A draft with nothing left to fill in, to which the person agreed."""
    letter = drafted(place, template_id)
    return corrected(letter, lambda field: f"About {field}", **({"agreed_on": letter.made_on} | told))


def found(partner: Partner, place: Place, *, safe: bool, alone: bool = True) -> None:
    record_involvement(
        partner=partner, person_seen_alone=alone, safe=safe, found_on=today_of(place.service), by=place.clinician
    )


def partner_in(place: Place) -> Partner:
    return place.answered.person.partners.get()


# What goes into a draft.


def test_a_draft_holds_what_is_known_of_its_person_and_leaves_the_rest_to_be_seen(universe: Universe) -> None:
    place, person = universe.north, universe.north.answered.person
    letter = drafted(place)
    assert letter.recipient == person.name
    assert letter.greeting == f"Dear {person.name},"
    assert letter.paragraphs[1] == "What you would like, in your own words: Canarygoalnorth"
    assert letter.paragraphs[2] == "What we agreed to try: “A small experiment”"
    assert unfilled(*letter.paragraphs) == ("next_contact",)
    assert letter.closing[1:] == [place.clinician.name, "Clinician", place.service.portal_name]
    assert letter.made_on == today_of(place.service)
    assert "We first met on 12 February 2024." in drafted(place, "end-of-treatment").paragraphs[0]


def test_what_is_not_known_stays_in_braces(universe: Universe) -> None:
    letter = drafted(universe.north, episode=universe.north.waiting.episode)
    assert unfilled(*letter.paragraphs) == ("goals", "techniques", "next_contact")


def test_goals_that_ended_and_techniques_that_rest_are_left_out(universe: Universe) -> None:
    place, today = universe.north, today_of(universe.north.service)
    told = {"episode": place.answered.episode, "by": place.clinician}
    for words in ("Dance again", "Sleep side by side"):
        set_goal(**told, words=words, set_on=today)
    for technique in ("sensate-focus", "flare-up-plan"):
        add_technique(**told, technique_id=technique, added_on=today, doing=Doing())
    first = place.answered.episode.goals.first()
    end_goal(goal=first, how_ended=HowEnded.REACHED, ended_on=today, by=place.clinician)
    pause_line(line=place.answered.episode.plan_lines.get(technique_id="flare-up-plan"), by=place.clinician)
    paragraphs = drafted(place).paragraphs
    assert paragraphs[1] == "What you would like, in your own words: Dance again; Sleep side by side"
    assert paragraphs[2] == "What we agreed to try: “A small experiment” and “Touch, within a boundary”"


def test_a_gp_reads_the_teams_names_of_techniques(universe: Universe) -> None:
    assert "What we plan: less avoiding" in drafted(universe.north, "gp-after-assessment").paragraphs


def test_the_day_of_the_next_contact_is_named_while_it_lies_ahead(universe: Universe) -> None:
    place, today = universe.north, today_of(universe.north.service)
    told = Encounter(held_on=today - timedelta(days=9), next_on=today + timedelta(days=5), leaders=(place.clinician,))
    record_contact(episode=place.answered.episode, told=told, by=place.clinician)
    day = told.next_on
    assert drafted(place).paragraphs[-1] == f"We talk again: {day.day} {day:%B %Y}"
    told = replace(told, held_on=today - timedelta(days=8), next_on=today - timedelta(days=1))
    record_contact(episode=place.answered.episode, told=told, by=place.clinician)
    assert drafted(place).paragraphs[-1] == "We talk again: {next_contact}"


def test_a_letter_to_a_gp_says_which_person_it_is_about(universe: Universe) -> None:
    person = universe.north.answered.person
    letter = drafted(universe.north, GP)
    born = date.fromisoformat(person.born_on)
    assert letter.paragraphs[0] == f"{person.name}, born {born.day} {born:%B %Y}, NHS number {person.nhs_number}"
    assert letter.recipient == ""
    assert letter.head == universe.north.service.name


@pytest.mark.parametrize("template_id", [PERSON, GP, PARTNER, "end-of-treatment", "after-first-conversation"])
def test_no_draft_holds_anything_of_anybody_else_or_what_was_said_in_private(
    universe: Universe, template_id: str
) -> None:
    place = universe.north
    letter = drafted(place, template_id)
    texts = [letter.recipient, letter.head, letter.greeting, letter.subject]
    words = " ".join([*texts, *letter.address, *letter.paragraphs, *letter.closing, *letter.outside])
    known = {place.answered.person.name, place.clinician.name, place.service.portal_name}
    known |= {place.service.name} if template_id == GP else set()
    known |= {partner_in(place).name} if template_id == PARTNER else set()
    known |= {"Canarygoalnorth"} if template_id not in {GP, PARTNER} else set()
    for name in known:
        words = words.replace(name, "")
    assert "canary" not in words.casefold()


def test_the_same_draft_is_begun_once(universe: Universe) -> None:
    token = universe.south.answered.episode.pk
    drafted(universe.north, id=token)
    with pytest.raises(IntegrityError):
        drafted(universe.north, id=token)


def test_a_second_click_leads_to_the_first_draft(universe: Universe) -> None:
    person, browser = universe.north.answered.person, signed_in(universe.north.clinician)
    before = Letter.objects.count()
    first_id = "0b8b7b9e-8a55-4b3b-9d53-2f5d4ad6a001"
    told = {"template": PERSON, "token": first_id}
    first = browser.post(f"/staff/letters/p/{person.pk}/new/", told)
    second = browser.post(f"/staff/letters/p/{person.pk}/new/", told)
    assert Letter.objects.count() == before + 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert first_id in first["Location"]
    assert first_id in second["Location"]


def test_a_token_of_another_persons_letter_leads_nowhere(universe: Universe) -> None:
    other = drafted(universe.north, episode=universe.north.waiting.episode)
    browser = signed_in(universe.north.clinician)
    told = {"template": PERSON, "token": str(other.pk)}
    assert browser.post(f"/staff/letters/p/{universe.north.answered.person.pk}/new/", told).status_code == 404


def test_another_services_member_can_do_nothing_to_a_letter(universe: Universe) -> None:
    stranger, letter = universe.south.clinician, ready(universe.north)
    for act in (
        lambda: drafted(universe.north, by=stranger),
        lambda: corrected(letter, str.title, by=stranger),
        lambda: discard_letter(letter=letter, by=stranger),
        lambda: send_letter(
            letter=letter, how=Way.POSTED, sent_on=letter.made_on, sight=sight_of(letter, stranger), by=stranger
        ),
    ):
        with pytest.raises(ActionDenied, match="another service"):
            act()
    letter.refresh_from_db()
    assert (letter.state, letter.revision) == (State.DRAFT, 1)


# Correcting.


def test_who_corrects_what_they_did_not_read_is_told_and_nothing_is_lost(universe: Universe) -> None:
    letter = drafted(universe.north)
    corrected(letter, lambda field: f"First {field}", revision=0)
    with pytest.raises(ChangedMeanwhile):
        corrected(letter, lambda field: f"Second {field}", revision=0)
    letter.refresh_from_db()
    assert letter.paragraphs == ["First letterwords"]


def test_the_same_correction_twice_is_one(universe: Universe) -> None:
    letter = drafted(universe.north)
    for _ in range(2):
        corrected(letter, str.title, revision=0)
    letter.refresh_from_db()
    assert letter.revision == 1


def form_of(letter: Letter, **told: object) -> dict[str, object]:
    """What the draft's page sends."""
    return {
        "revision": letter.revision,
        "recipient": letter.recipient,
        "address": "\n".join(letter.address),
        "made_on": letter.made_on.isoformat(),
        "greeting": letter.greeting,
        "paragraphs": "\r\n\r\n".join(letter.paragraphs),
        "closing": "\r\n".join(letter.closing),
        "agreed_on": letter.agreed_on.isoformat() if letter.agreed_on else "",
        **told,
    }


def test_two_editors_see_both_texts_and_neither_is_lost(universe: Universe) -> None:
    place = universe.north
    letter, browser = drafted(place), signed_in(place.clinician)
    address = f"/staff/letters/{letter.pk}/words/"
    assert browser.post(address, form_of(letter, paragraphs="Mine, one.")).status_code == 302
    page = browser.post(address, form_of(letter, paragraphs="Theirs, two."))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Theirs, two." in text
    assert '<p class="letter-text">Mine, one.</p>' in text
    assert 'name="revision" value="1"' in text
    letter.refresh_from_db()
    assert letter.paragraphs == ["Mine, one."]
    assert browser.post(address, form_of(letter, paragraphs="Both.")).status_code == 302
    letter.refresh_from_db()
    assert letter.paragraphs == ["Both."]


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_own(universe: Universe) -> None:
    letter, browser = drafted(universe.north), signed_in(universe.north.clinician)
    sent_text = "One\r\n- a\r\n- b\r\n \r\n\r\nTwo\x00\t end  \r\n"
    browser.post(f"/staff/letters/{letter.pk}/words/", form_of(letter, paragraphs=sent_text.replace("\x00", "")))
    letter.refresh_from_db()
    assert letter.paragraphs == ["One\n- a\n- b", "Two  end"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"paragraphs": " \r\n "}, "Paragraphs: Please fill this in."),
        ({"recipient": ""}, "To: Please fill this in."),
        ({"greeting": ""}, "Greeting: Please fill this in."),
        ({"made_on": "2999-01-01"}, "This day lies in the future."),
        ({"agreed_on": "1066-01-01"}, "This day lies before 1900."),
        ({"address": "x\n" * 9}, "Address: Write at most 6 lines of 60 characters."),
    ],
)
def test_a_form_that_is_not_right_says_what_to_do_and_keeps_what_was_typed(
    universe: Universe, told: dict[str, str], said: str
) -> None:
    letter, browser = drafted(universe.north), signed_in(universe.north.clinician)
    typed = {"closing": "Typed and not lost"} | told
    page = browser.post(f"/staff/letters/{letter.pk}/words/", form_of(letter, **typed))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Typed and not lost" in page.content.decode()


# Sending.


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


def test_a_discarded_draft_has_no_files(universe: Universe) -> None:
    letter, browser = ready(universe.north), signed_in(universe.north.clinician)
    assert browser.post(f"/staff/letters/{letter.pk}/discard/").status_code == 302
    assert browser.get(f"/staff/letters/{letter.pk}/letter.pdf").status_code == 404
    assert "letter.pdf" not in browser.get(f"/staff/letters/{letter.pk}/").content.decode()


# Partners.


def test_letters_to_a_partner_are_offered_only_once_it_was_found_safe(universe: Universe) -> None:
    place, person = universe.north, universe.north.waiting.person

    def kinds() -> set[Recipient]:
        return {each.to for each in offered(person, place.service)}

    assert Recipient.PARTNER not in kinds()
    partner = add_partner(person=person, name="Somebody", by=place.clinician)
    assert Recipient.PARTNER not in kinds()
    with pytest.raises(ActionDenied, match="seen alone"):
        drafted(place, PARTNER, episode=place.waiting.episode)
    found(partner, place, safe=False, alone=True)
    assert Recipient.PARTNER not in kinds()
    found(partner, place, safe=True)
    assert Recipient.PARTNER in kinds()
    assert drafted(place, PARTNER, episode=place.waiting.episode).recipient == "Somebody"
    end_partner(partner=partner, by=place.clinician)
    assert Recipient.PARTNER not in kinds()


def test_what_was_safe_yesterday_is_asked_again_at_sending_and_at_every_file(universe: Universe) -> None:
    place = universe.north
    letter, browser = ready(place, PARTNER), signed_in(place.clinician)
    for name in FILES:
        assert browser.get(f"/staff/letters/{letter.pk}/{name}").status_code == 200
    found(partner_in(place), place, safe=False)
    for name in FILES:
        page = browser.get(f"/staff/letters/{letter.pk}/{name}")
        assert page.status_code == 409
        assert page["Content-Type"].startswith("text/html")
    assert name not in browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    with pytest.raises(ActionDenied, match="seen alone"):
        sent(letter)
    found(partner_in(place), place, safe=True)
    assert sent(letter).state == State.SENT
    found(partner_in(place), place, safe=False)
    assert browser.get(f"/staff/letters/{letter.pk}/letter.pdf").status_code == 409
    letter.refresh_from_db()
    with pytest.raises(ActionDenied, match="seen alone"):
        redraft_letter(letter=letter, by=place.clinician)


def test_a_letter_to_a_former_partner_does_not_go_though_the_next_one_may_be_involved(universe: Universe) -> None:
    place = universe.north
    letter = ready(place, PARTNER)
    end_partner(partner=partner_in(place), by=place.clinician)
    found(add_partner(person=place.answered.person, name="Another", by=place.clinician), place, safe=True)
    assert not may_be_sent(Letter.objects.get(pk=letter.pk))
    with pytest.raises(ActionDenied, match="seen alone"):
        sent(letter)


def test_a_partner_who_came_later_is_not_told_where_the_former_one_lived(universe: Universe) -> None:
    place = universe.north
    sent(ready(place, PARTNER))
    end_partner(partner=partner_in(place), by=place.clinician)
    found(add_partner(person=place.answered.person, name="Another", by=place.clinician), place, safe=True)
    letter = drafted(place, PARTNER)
    assert (letter.recipient, letter.address) == ("Another", [])


# Pages and files.


@pytest.mark.parametrize("template_id", [PERSON, GP, PARTNER])
def test_the_preview_says_exactly_what_both_files_say(universe: Universe, template_id: str) -> None:
    letter, browser = drafted(universe.north, template_id), signed_in(universe.north.clinician)
    kept = {"paragraphs": [*letter.paragraphs, "A <b>bold</b> & last\nword"], "greeting": letter.greeting}
    corrected(letter, lambda field: f"About {field}", **kept)
    page = browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    shown = unescape(re.sub(r"<[^>]+>", "", re.search(r"<article.*?</article>", page, re.DOTALL)[0]))
    word = "".join(word_texts(browser.get(f"/staff/letters/{letter.pk}/letter.docx").content))
    pdf = pdf_text(browser.get(f"/staff/letters/{letter.pk}/letter.pdf").content)
    assert len({re.sub(r"\s", "", text) for text in (shown, word, pdf)}) == 1
    assert "A <b>bold</b> & last" in shown


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_downloaded_under_a_name_that_tells_nothing_and_kept_nowhere(universe: Universe, name: str) -> None:
    response = signed_in(universe.north.clinician).get(f"/staff/letters/{universe.north.parts['letter_id']}/{name}")
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == FILES[name].media_type
    assert response.content == FILES[name].draw(Letter.objects.get(pk=universe.north.parts["letter_id"]))


def test_a_letter_that_the_pdf_has_no_shapes_for_can_still_be_sent_as_a_word_document(universe: Universe) -> None:
    letter, browser = ready(universe.north, greeting="中文"), signed_in(universe.north.clinician)
    page = browser.get(f"/staff/letters/{letter.pk}/").content.decode()
    assert "The PDF has no shapes for some of these characters." in page
    assert "letter.pdf" not in page
    assert browser.get(f"/staff/letters/{letter.pk}/letter.pdf").status_code == 409
    assert browser.get(f"/staff/letters/{letter.pk}/letter.docx").status_code == 200
    assert [each.split()[0] for each in sent(letter).digests] == ["letter.docx", "envelope.pdf"]


@pytest.mark.parametrize(
    "payload",
    ["<script>window.__xss=1</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}{% raw %}", "'-->]]>&lt;b&gt;"],
)
def test_what_somebody_typed_is_text_on_every_page(universe: Universe, payload: str) -> None:
    place = universe.north
    letter, browser = ready(place, PARTNER), signed_in(place.clinician)
    told = form_of(letter, greeting=payload, paragraphs=payload, closing=payload, recipient=payload, address=payload)
    assert browser.post(f"/staff/letters/{letter.pk}/words/", told).status_code == 302
    for address in (f"/staff/letters/{letter.pk}/", f"/staff/letters/{letter.pk}/words/"):
        page = browser.get(address).content.decode()
        for raw in ("<script>window", "<img src=x", "49{%"):
            assert raw not in page
    letter.refresh_from_db()
    assert letter.paragraphs == [payload]


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
