"""What the invented people do on their own pages, and what one of them shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.demo.stories import Story, ToldSheet
from reconnect.clinic.people.models import Episode, Partner
from reconnect.clinic.portal.actions import issue_home_code, issue_partner_code, open_pages, open_partner_pages
from reconnect.clinic.portal.queries import own_pages_of
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.sensations.actions import open_stone
from reconnect.clinic.sensations.queries import stages_of, stones_of
from reconnect.clinic.steps.actions.ladder import add_step
from reconnect.clinic.together.actions import share
from reconnect.clinic.together.queries import shared_by_person
from reconnect.clinic.together.shareables import free_shareables
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.stepping_stones import Said

HOME = "192.0.2.9"
SHARED_FOR = timedelta(days=28)
YES = (Said.YES, Said.YES)


@dataclass(frozen=True, slots=True)
class OwnPagesWork:
    """A clinician's part in it, seen from a day."""

    by: Member
    today: date

    def live(self, story: Story, episode: Episode) -> None:
        """Pages of their own from the first thing they did there; then everything, and last what they share."""
        did = [*story.sheets, *story.steps, *story.stones, *story.lines]
        if not did:
            return
        opened = self._day(max(each.days_ago for each in did))
        if own_pages_of(episode) is None:
            open_pages(episode=episode, seen_alone_on=opened, by=self.by, at=self._at(opened, 10))
        code = self._entered(issue_home_code(episode=episode, by=self.by, at=self._at(self.today, 8)).text)
        for step in story.steps:
            add_step(code=code, words=step.words, shown=True, at=self._at(self._day(step.days_ago), 20))
        for stone in story.stones:
            stage = next(each for each in stages_of(self.by.service) if each.id == stone.stage)
            here = stones_of(episode).here
            at = self._at(self._day(stone.days_ago), 20)
            open_stone(code=code, stage=stage, here=here, person=YES, partner=None, at=at)
        self._fill_in(code, story.sheets)
        for partner in episode.person.partners.filter(ended_at=None):
            self._share(story, code, partner)

    def _share(self, story: Story, code: EntryCode, partner: Partner) -> None:
        open_partner_pages(partner=partner, by=self.by, at=self._at(self.today, 8))
        titles = {
            shipped_library().questionnaires.newest[each.questionnaire].name for each in story.sheets if each.shared
        }
        for thing in free_shareables(code, shared_by_person(partner)):
            if thing.title in titles:
                share(code=code, thing=thing, until=self.today + SHARED_FOR, at=self._at(self.today, 8))
        theirs = self._entered(issue_partner_code(partner=partner, by=self.by, at=self._at(self.today, 8)).text)
        self._fill_in(theirs, story.partner_sheets)

    def _fill_in(self, code: EntryCode, sheets: Iterable[ToldSheet]) -> None:
        for sheet in sheets:
            at = self._at(self._day(sheet.days_ago), 20)
            questionnaire = shipped_library().questionnaires.newest[sheet.questionnaire]
            draft = open_tool(code=code, questionnaire=questionnaire, about=sheet.about, at=at)
            given = {item: Given(AnswerState.VALUE, value) for item, value in sheet.numbers.items()}
            given |= {item: Given(AnswerState.VALUE, text=words) for item, words in sheet.words.items()}
            save_answers(response=draft, given=given, code=code)
            if sheet.sent:
                send_tool(code=code, response=draft, keep=True, at=at)
            else:
                keep_tool(code=code, response=draft, at=at)

    def _entered(self, text: str) -> EntryCode:
        code = enter_code(typed=text, network=HOME, at=self._at(self.today, 8))
        assert code is not None  # noqa: S101 it was made a moment ago
        return code

    def _day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self.by.service.zone)
