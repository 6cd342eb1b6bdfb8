"""A person and their partner, each with pages of their own, for tests: codes, and something that may be shared."""

from dataclasses import dataclass
from datetime import date, timedelta

from browsing import Browser, visiting
from universe import Care, Place

from reconnect.clinic.partners.actions import add_partner, record_involvement
from reconnect.clinic.people.days import today_of
from reconnect.clinic.people.models import Partner
from reconnect.clinic.plan.actions.goals import record_persons_word, set_goal, set_target
from reconnect.clinic.plan.models import Goal
from reconnect.clinic.plan.queries import live_targets
from reconnect.clinic.portal.actions import issue_home_code, issue_partner_code, open_partner_pages
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.together import actions
from reconnect.clinic.together.models import Share, ShareKind
from reconnect.clinic.together.shareables import Shareable, shareables_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import ItemKind

SHEET, BOUNDARY, PARTNERS = "worksheet-talking-with-partner", "boundary", "partner-boundary"


@dataclass(frozen=True)
class Two:
    """Both, with the text and the row of each one's code."""

    place: Place
    care: Care
    partner: Partner
    person_text: str
    partner_text: str
    person_code: EntryCode
    partner_code: EntryCode

    def person(self) -> Browser:
        """The person's visit."""
        return visiting(self.person_text, leads_to="/h/")

    def close(self) -> Browser:
        """The partner's visit."""
        return visiting(self.partner_text, leads_to="/h/")

    @property
    def today(self) -> date:
        """Where the service is."""
        return today_of(self.place.service)

    def goal(self, words: str = "To hold hands again") -> Goal:
        """Something the person wants, in a plan that they agreed to."""
        episode, by = self.care.episode, self.place.clinician
        goal = set_goal(episode=episode, words=words, set_on=self.today, by=by)
        set_target(goal=goal, words="Something for it", set_on=self.today, by=by)
        seen = {each.pk for each in live_targets(episode)}
        record_persons_word(episode=episode, seen=seen, agreed=True, said_on=self.today, by=by)
        return goal

    def written(self, code: EntryCode, sheet: str, words: str, *, keep: bool = True, send: bool = False) -> Response:
        """A sheet with words in every box."""
        questionnaire = shipped_library().questionnaires.newest[sheet]
        draft = open_tool(code=code, questionnaire=questionnaire)
        boxes = [item for item in questionnaire.items if item.kind is ItemKind.TEXT]
        given = {item.id: Given(AnswerState.VALUE, text=words) for item in boxes}
        save_answers(response=draft, given=given, code=code)
        if send:
            send_tool(code=code, response=draft)
        if keep:
            keep_tool(code=code, response=draft)
        draft.refresh_from_db()
        return draft

    def sheet(self, words: str = "Words of the sheet") -> Response:
        """A sheet that the person keeps."""
        return self.written(self.person_code, SHEET, words)

    def thing(self, kind: ShareKind, what: object) -> Shareable:
        """What they may share, as the page things it."""
        return next(each for each in shareables_of(self.person_code) if (each.kind, each.what) == (kind, str(what)))

    def share(self, kind: ShareKind, what: object, days: int = 28) -> Share:
        """Let the partner see it."""
        until = self.today + timedelta(days=days)
        return actions.share(code=self.person_code, thing=self.thing(kind, what), until=until)

    def shared_goal(self, words: str = "To hold hands again") -> Share:
        """A goal that the partner sees."""
        return self.share(ShareKind.GOAL, self.goal(words).pk)

    def shared_sheet(self, words: str = "Words of the sheet") -> Share:
        """A sheet that the partner sees."""
        return self.share(ShareKind.WORKSHEET, self.sheet(words).pk)


def two_people(place: Place, care: Care | None = None) -> Two:
    """The person of the place who waits, and somebody close to them: seen alone, and safe."""
    care, by = care or place.waiting, place.clinician
    day = today_of(place.service)
    partner = add_partner(person=care.person, name="Somebody close", by=by)
    record_involvement(partner=partner, person_seen_alone=True, safe=True, found_on=day, by=by)
    open_partner_pages(partner=partner, by=by)
    own, theirs = issue_home_code(episode=care.episode, by=by), issue_partner_code(partner=partner, by=by)
    return Two(place, care, partner, own.text, theirs.text, own.code, theirs.code)
