"""What a person shares: one thing at a time, until a day, gone the moment they say so, and nothing by itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from html import escape

import pytest
from at_home import bare
from browsing import Browser
from django.db import IntegrityError, transaction
from django.utils import timezone
from two_people import SHEET, Two, two_people
from universe import Universe

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.flares.presenters import ShownCard
from reconnect.clinic.flares.queries import card_of
from reconnect.clinic.learning.presenters import told_to_anyone
from reconnect.clinic.partners.actions import end_partner
from reconnect.clinic.plan.actions.goals import end_goal, record_persons_word, set_goal, set_target
from reconnect.clinic.plan.models import HowEnded
from reconnect.clinic.portal.actions import (
    close_pages,
    close_partner_pages,
    issue_home_code,
    open_pages,
    open_partner_pages,
)
from reconnect.clinic.questionnaires.actions import keep_tool, put_away
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.together import actions
from reconnect.clinic.together.models import Share, ShareKind
from reconnect.clinic.together.shareables import Shareable, shareables_of
from reconnect.errors import ActionDenied
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind, Use

WANTED = "To sit close of an evening"


@pytest.fixture
def two(universe: Universe) -> Two:
    return two_people(universe.north)


def own_shareables(two: Two) -> list[Shareable]:
    """What may be shared of the person's own: pages to read are everybody's."""
    return [each for each in shareables_of(two.person_code) if each.kind is not ShareKind.PIECE]


def seen(browser: Browser) -> str:
    """All that the partner's first page and the pages it leads to say."""
    home = browser.get("/h/g/").content.decode()
    leads = [part.partition('"')[0] for part in home.split('href="/h/g/m/')[1:]]
    return home + "".join(browser.get(f"/h/g/m/{each}").content.decode() for each in leads)


def test_nothing_is_shared_by_itself(two: Two) -> None:
    goal, sheet = two.goal(WANTED), two.sheet("Between us")
    page = seen(two.close())
    assert "There is nothing to do here now." in page
    assert WANTED not in page
    assert "Between us" not in page
    assert Share.objects.count() == 0
    assert {each.what for each in own_shareables(two)} == {str(goal.pk), str(sheet.pk)}


def test_a_person_shares_one_thing_through_the_pages_and_the_partner_reads_just_that(two: Two) -> None:
    two.goal("Something else")
    thing = two.thing(ShareKind.GOAL, two.goal(WANTED).pk)
    person = two.person()
    page = person.get(f"/h/g/s/{thing.address}/").content.decode()
    assert WANTED in page
    until = two.today + timedelta(days=28)
    assert f'value="{until.isoformat()}"' in page
    answer = person.post(f"/h/g/s/{thing.address}/", {"until": until.isoformat()})
    assert (answer.status_code, answer["Location"]) == (302, "/h/g/s/")
    assert WANTED in seen(two.close())
    assert "Something else" not in seen(two.close())
    assert "nothing to do" not in seen(two.close())


def test_what_is_shared_stops_at_one_tap_and_the_very_next_page_of_the_partner_shows_it_gone(two: Two) -> None:
    partner = two.close()
    before = bare(partner.get("/h/g/"))
    share = two.shared_goal(WANTED)
    assert WANTED in partner.get(f"/h/g/m/{share.pk}/").content.decode()
    answer = two.person().post(f"/h/g/s/{share.pk}/off/")
    assert (answer.status_code, answer["Location"]) == (302, "/h/g/s/")
    assert partner.get(f"/h/g/m/{share.pk}/").status_code == 404
    assert bare(partner.get("/h/g/")) == before
    again = two.person().post(f"/h/g/s/{share.pk}/off/")  # a second tap
    assert again.status_code == 302


def test_the_list_of_what_is_shared_has_end_dates_and_a_way_to_stop_each(two: Two) -> None:
    share = two.shared_goal(WANTED)
    page = two.person().get("/h/g/s/").content.decode()
    assert WANTED in page
    assert f'datetime="{share.until.isoformat()}"' in page
    assert page.count("Stop sharing") == 1


def test_what_was_shared_never_changes_afterwards(two: Two) -> None:
    share = two.shared_sheet("As it was")
    code, kept = two.person_code, two.care.episode.responses.get(pk=share.what)
    item = next(each.item_id for each in kept.answers.all())
    with pytest.raises(ActionDenied, match="sent or kept already"):
        save_answers(response=kept, given={item: Given(AnswerState.VALUE, text="Changed since")}, code=code)
    page = seen(two.close())
    assert "As it was" in page
    assert "Changed since" not in page


@pytest.mark.parametrize("days", [-1, 91])
def test_a_day_out_of_reach_is_refused_and_said_on_the_page(two: Two, days: int) -> None:
    thing = two.thing(ShareKind.GOAL, two.goal(WANTED).pk)
    until = two.today + timedelta(days=days)
    with pytest.raises(ActionDenied):
        actions.share(code=two.person_code, thing=thing, until=until)
    page = two.person().post(f"/h/g/s/{thing.address}/", {"until": until.isoformat()})
    assert page.status_code == 422
    assert "within ninety days" in page.content.decode()
    assert Share.objects.count() == 0


@pytest.mark.parametrize(
    "sent", [{}, {"until": ""}, {"until": "soon"}, {"until": "31/12/2026"}, {"until": "9999-99-99"}]
)
def test_a_share_has_always_an_end(two: Two, sent: dict[str, str]) -> None:
    thing = two.thing(ShareKind.GOAL, two.goal(WANTED).pk)
    assert two.person().post(f"/h/g/s/{thing.address}/", sent).status_code == 422
    assert Share.objects.count() == 0


@pytest.mark.parametrize("days", [0, 90])
def test_the_first_and_the_last_day_within_reach_are(two: Two, days: int) -> None:
    assert two.share(ShareKind.GOAL, two.goal(WANTED).pk, days).until == two.today + timedelta(days=days)
    assert WANTED in seen(two.close())


def test_it_is_over_the_day_after_its_last(two: Two) -> None:
    share = two.share(ShareKind.GOAL, two.goal(WANTED).pk, 0)
    assert WANTED in seen(two.close())
    Share.objects.update(until=share.until - timedelta(days=1))
    assert WANTED not in seen(two.close())
    assert "You share nothing now." in two.person().get("/h/g/s/").content.decode()


@pytest.mark.parametrize("whose", ["person", "partner"])
def test_what_was_shared_before_pages_were_closed_does_not_come_back_when_they_are_opened_again(
    two: Two, whose: str
) -> None:
    share, by, episode = two.shared_goal(WANTED), two.place.clinician, two.care.episode
    assert WANTED in seen(two.close())
    if whose == "person":
        close_pages(episode=episode, by=by)
        open_pages(episode=episode, seen_alone_on=two.today, by=by)
        code = issue_home_code(episode=episode, by=by).code
    else:
        close_partner_pages(partner=two.partner, by=by)
        open_partner_pages(partner=two.partner, by=by)
        code = two.person_code
    partner = two.close()
    assert WANTED not in seen(partner)
    assert partner.get(f"/h/g/m/{share.pk}/").status_code == 404
    thing = next(each for each in shareables_of(code) if each.what == share.what)
    actions.share(code=code, thing=thing, until=share.until)  # chosen anew it is shared again
    assert WANTED in seen(partner)


def test_a_partners_first_page_takes_no_more_queries_for_what_is_added_to_it(
    two: Two, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    partner = two.close()
    for number in range(6):
        two.shared_sheet(f"Words {number}")
    for thing in [each for each in shareables_of(two.person_code) if each.kind is ShareKind.PIECE][:6]:
        actions.share(code=two.person_code, thing=thing, until=two.today)
    with django_assert_max_num_queries(16):
        page = partner.get("/h/g/").content.decode()
    assert page.count('href="/h/g/m/') == 12


def test_two_clicks_share_once(two: Two) -> None:
    thing = two.thing(ShareKind.GOAL, two.goal(WANTED).pk)
    person, sent = two.person(), {"until": (two.today + timedelta(days=7)).isoformat()}
    assert [person.post(f"/h/g/s/{thing.address}/", sent).status_code for _ in range(2)] == [302, 302]
    assert Share.objects.count() == 1


def test_what_is_over_may_be_shared_again(two: Two) -> None:
    first = two.share(ShareKind.GOAL, two.goal(WANTED).pk, 0)
    Share.objects.update(until=first.until - timedelta(days=1))
    second = two.share(ShareKind.GOAL, first.what)
    assert second.pk != first.pk
    assert WANTED in seen(two.close())


ENDINGS: dict[str, Callable[[Two, Share], object]] = {
    "put away": lambda two, share: put_away(
        code=two.person_code, response=two.care.episode.responses.get(pk=share.what)
    ),
    "the person's pages closed": lambda two, _: close_pages(episode=two.care.episode, by=two.place.clinician),
    "the partner's pages closed": lambda two, _: close_partner_pages(partner=two.partner, by=two.place.clinician),
    "the partner's part ended": lambda two, _: end_partner(partner=two.partner, by=two.place.clinician),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_whatever_ends_it_the_partner_finds_what_they_found_before(two: Two, ending: str) -> None:
    partner = two.close()
    before = bare(partner.get("/h/g/"))
    share = two.shared_sheet("Between us")
    assert bare(partner.get("/h/g/")) != before
    ENDINGS[ending](two, share)
    assert bare(partner.get("/h/g/")) == before
    assert partner.get(f"/h/g/m/{share.pk}/").status_code == 404


def test_what_was_put_away_and_kept_again_is_not_shared_again(two: Two) -> None:
    kept = two.written(two.person_code, SHEET, "Between us", send=True)
    two.share(ShareKind.WORKSHEET, kept.pk)
    assert "Between us" in seen(two.close())
    put_away(code=two.person_code, response=kept)
    keep_tool(code=two.person_code, response=kept)
    assert "Between us" not in seen(two.close())


def test_a_goal_that_ended_is_shared_no_longer(two: Two) -> None:
    goal = two.goal(WANTED)
    two.share(ShareKind.GOAL, goal.pk)
    end_goal(goal=goal, how_ended=HowEnded.LET_GO, ended_on=two.today, by=two.place.clinician)
    assert WANTED not in seen(two.close())


def test_where_nobody_is_there_the_page_says_so_and_nothing_can_be_shared(two: Two) -> None:
    thing = two.thing(ShareKind.GOAL, two.goal(WANTED).pk)
    close_partner_pages(partner=two.partner, by=two.place.clinician)
    with pytest.raises(ActionDenied):
        actions.share(code=two.person_code, thing=thing, until=two.today)
    person = two.person()
    assert "Nobody is there to share with now." in person.get("/h/g/s/").content.decode()
    assert person.post(f"/h/g/s/{thing.address}/", {"until": two.today.isoformat()})["Location"] == "/h/g/s/"
    assert Share.objects.count() == 0


def test_what_was_shared_with_one_partner_is_not_shared_with_the_next(universe: Universe) -> None:
    first = two_people(universe.north)
    share = first.shared_goal(WANTED)
    end_partner(partner=first.partner, by=first.place.clinician)
    second = two_people(universe.north)
    assert WANTED not in seen(second.close())
    assert second.close().get(f"/h/g/m/{share.pk}/").status_code == 404


def test_only_sheets_without_anything_sealed_or_flagged_are_offered(two: Two) -> None:
    library = shipped_library().questionnaires.newest
    hidden = [each.id for each in library.values() if any(item.sealed or item.flag for item in each.items)]
    assert hidden
    block = next(each for each in library.values() if each.use is Use.ASSESSMENT and not each.locked)
    for sheet in (SHEET, block.id):
        two.written(two.person_code, sheet, "Words")
    assert [each.title for each in own_shareables(two)] == [library[SHEET].name]


def test_what_is_only_sent_or_only_begun_is_not_offered(two: Two) -> None:
    two.written(two.person_code, SHEET, "Sent", keep=False, send=True)
    two.written(two.person_code, SHEET, "Begun", keep=False)
    assert own_shareables(two) == []


def test_a_goal_is_offered_once_the_person_agreed_to_their_plan(two: Two) -> None:
    episode, by = two.care.episode, two.place.clinician
    goal = set_goal(episode=episode, words=WANTED, set_on=two.today, by=by)
    target = set_target(goal=goal, words="Something for it", set_on=two.today, by=by)
    assert own_shareables(two) == []
    record_persons_word(episode=episode, seen={target.pk}, agreed=True, said_on=two.today, by=by)
    assert [each.what for each in own_shareables(two)] == [str(goal.pk)]


def test_a_page_to_read_is_shared_by_its_own_address_and_reads_as_it_does_for_anybody(two: Two) -> None:
    thing = next(each for each in shareables_of(two.person_code) if each.what == "hurt-and-harm")
    assert thing.address == address_of("hurt-and-harm")
    share = two.share(ShareKind.PIECE, thing.what)
    shown, leaflet = (
        browser.content.decode()
        for browser in (two.close().get(f"/h/g/m/{share.pk}/"), two.close().get(f"/l/{thing.address}/"))
    )
    for text in told_to_anyone(shipped_library().pieces.newest["hurt-and-harm"]).body:
        assert escape(text) in shown
        assert escape(text) in leaflet


def test_of_the_flare_up_plan_just_the_card_is_shared(two: Two) -> None:
    plan = card_of(two.person_code).questionnaire
    kept = two.written(two.person_code, plan, "A warm bath")
    assert [(each.kind, each.what) for each in own_shareables(two)] == [(ShareKind.CARD, str(kept.pk))]
    thing = two.thing(ShareKind.CARD, kept.pk)
    on_card = {line for part in ShownCard.of(two.person_code).parts for said in part.said for line in said.lines}
    assert on_card == {"A warm bath"}
    boxes = [item for item in shipped_library().questionnaires.newest[plan].items if item.kind is ItemKind.TEXT]
    assert len(thing.lines) < len(boxes)  # the plan has parts that stand on no card
    two.share(ShareKind.CARD, kept.pk)
    assert "A warm bath" in seen(two.close())


def test_nobody_shares_what_is_not_theirs(universe: Universe) -> None:
    two, other = two_people(universe.north), two_people(universe.south)
    thing = other.thing(ShareKind.GOAL, other.goal(WANTED).pk)
    with pytest.raises(ActionDenied):
        actions.share(code=two.person_code, thing=thing, until=two.today)
    made_up = Shareable(ShareKind.WORKSHEET, "nothing", ("A title",))
    with pytest.raises(ActionDenied):
        actions.share(code=two.person_code, thing=made_up, until=two.today)
    with pytest.raises(ActionDenied):
        actions.share(code=two.partner_code, thing=thing, until=two.today)
    assert two.person().get(f"/h/g/s/{thing.address}/").status_code == 404
    assert Share.objects.count() == 0


def test_nobody_ends_what_is_not_theirs(universe: Universe) -> None:
    two, other = two_people(universe.north), two_people(universe.south)
    share = other.shared_goal(WANTED)
    assert two.person().post(f"/h/g/s/{share.pk}/off/").status_code == 404
    actions.end_share(code=two.person_code, share=share)
    assert WANTED in seen(other.close())
    with pytest.raises(ActionDenied):
        actions.end_share(code=other.partner_code, share=share)


def test_the_trail_says_that_something_was_shared_and_ended_and_never_what(two: Two) -> None:
    share = two.shared_goal(WANTED)
    actions.end_share(code=two.person_code, share=share)
    events = AuditEvent.objects.filter(actor=f"code:{two.person_code.pk}").order_by("number")
    assert [each.action for each in events][-2:] == ["share", "end_share"]
    assert {each.target for each in events} == {two.care.person.target}


def test_the_database_keeps_the_words_sealed_and_each_thing_shared_once(two: Two) -> None:
    share = two.shared_goal(WANTED)
    row = Share.objects.filter(pk=share.pk).values().get()
    assert WANTED.encode() not in row["words"].sealed
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.create(**_again(share))
    with pytest.raises(IntegrityError), transaction.atomic():  # a partner gives nothing but their boundary
        Share.objects.create(**_again(share) | {"giver": "partner", "episode_id": None, "what": "another"})


def _again(share: Share) -> dict[str, object]:
    fields = ("service_id", "partner_id", "episode_id", "giver", "kind", "what", "words")
    last: date = share.until
    return {name: getattr(share, name) for name in fields} | {"until": last, "shared_at": timezone.now()}
