"""What the invented team does at its desk, by its own actions, each at its hour of the day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.actions import record_block, record_permission
from reconnect.clinic.asking.models import Said
from reconnect.clinic.care.actions.contacts import record_contact
from reconnect.clinic.care.actions.events import record_event
from reconnect.clinic.care.actions.referrals import change_status, make_referral
from reconnect.clinic.care.encounter import Encounter
from reconnect.clinic.care.models import Barrier, Status
from reconnect.clinic.demo.stories import Story, ToldAnswers, ToldContact, ToldPartner, ToldTry, stories
from reconnect.clinic.formulation.actions import begin_formulation, save_version
from reconnect.clinic.formulation.graph import Said as SaidOfArrow
from reconnect.clinic.formulation.queries import accepted_arrows, newest_version
from reconnect.clinic.partners.actions.partner import add_partner, record_involvement, record_mode
from reconnect.clinic.partners.models import When
from reconnect.clinic.people.models import Episode
from reconnect.clinic.plan.actions.goals import agree_to_target, record_persons_word, set_goal, set_target
from reconnect.clinic.plan.actions.lines import Doing, add_technique
from reconnect.clinic.plan.actions.skills import say_levels
from reconnect.clinic.plan.models import Level
from reconnect.clinic.plan.queries import live_targets, worksheets
from reconnect.clinic.portal.actions import issue_home_code, open_pages
from reconnect.clinic.questionnaires.actions import open_tool, record_response, send_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.safety.actions import report_concern
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Use

HOME = "192.0.2.2"  # an address kept for documentation (RFC 5737)


class DeskWork:
    """The team at its desk, on the day that the clinic is built for."""

    def __init__(self, team: dict[str, Member], today: date) -> None:
        self.team, self.today = team, today
        self.by = team["psychologist"]

    def say_what_they_can_lead(self) -> None:
        """Each member for themselves."""
        for told in stories().able:
            levels = {technique: Level(level) for technique, level in told.levels.items()}
            say_levels(member=self.team[told.who], levels=levels, at=self._at(self._day(30), 8))

    def live(self, story: Story, episode: Episode) -> None:
        """Everything of the story, in the order in which a team comes to it."""
        for each in story.permissions:
            day = self._day(each.days_ago)
            again = None if each.ask_again_days_ago is None else self._day(each.ask_again_days_ago)
            record_permission(
                episode=episode,
                answer=Said(each.answer),
                said_on=day,
                at_first_visit=each.at_first_visit,
                ask_again_on=again,
                by=self.by,
                at=self._at(day, 11),
            )
        for told in story.told:
            self._ask(told, episode)
        self._formulate(story, episode)
        for partner in story.partners:
            self._look_into(partner, episode)
        for contact in story.contacts:
            self._meet(contact, episode)
        self._plan(story, episode)
        self._try_at_home(story, episode)
        self._note(story, episode)

    def _ask(self, told: ToldAnswers, episode: Episode) -> None:
        questionnaire = shipped_library().questionnaires.newest[told.questionnaire]
        day = self._day(told.days_ago)
        asked = {"episode": episode, "given": _given(told), "answered_on": day, "by": self.by, "at": self._at(day, 12)}
        if questionnaire.use is Use.ASSESSMENT:
            record_block(block=questionnaire, **asked)
        else:
            record_response(questionnaire=questionnaire, **asked)

    def _formulate(self, story: Story, episode: Episode) -> None:
        if story.accepts is None:
            return
        day = self._day(min(told.days_ago for told in story.told))
        at = self._at(day, 13)
        base = newest_version(begin_formulation(episode=episode, by=self.by, at=at))
        said = [
            replace(arrow, said=SaidOfArrow.YES if number < story.accepts else SaidOfArrow.NOT_YET)
            for number, arrow in enumerate(base.graph.arrows)
        ]
        graph = replace(base.graph, arrows=tuple(said))
        save_version(base=base, expects=base.number, graph=graph, made_on=day, by=self.by, at=at)

    def _look_into(self, told: ToldPartner, episode: Episode) -> None:
        day = self._day(told.days_ago)
        at = self._at(day, 13)
        partner = add_partner(person=episode.person, name=told.name, by=self.by, at=at)
        record_involvement(
            partner=partner,
            person_seen_alone=True,
            partner_seen_alone=True,
            safe=True,
            found_on=day,
            by=self.by,
            at=at,
        )
        when = When.FROM_THE_OUTSET if told.from_the_outset else When.LATER
        record_mode(partner=partner, episode=episode, when=when, said_on=day, by=self.by, at=at)

    def _meet(self, told: ToldContact, episode: Episode) -> None:
        day = self._day(told.days_ago)
        encounter = Encounter(
            held_on=day, techniques=told.minutes, practice_agreed=told.practice_agreed, leaders=(self.by,)
        )
        record_contact(episode=episode, told=encounter, by=self.by, at=self._at(day, 15))

    def _plan(self, story: Story, episode: Episode) -> None:
        arrows = accepted_arrows(episode)
        for told in story.goals:
            day = self._day(told.days_ago)
            at = self._at(day, 14)
            goal = set_goal(episode=episode, words=told.words, set_on=day, by=self.by, at=at)
            weakens = "" if told.weakens is None else arrows[told.weakens].key
            for words in told.targets:
                target = set_target(goal=goal, words=words, set_on=day, arrow_key=weakens, by=self.by, at=at)
                for member in (self.by, self.team["physiotherapist"]):
                    agree_to_target(target=target, by=member, at=at)
            seen = {target.pk for target in live_targets(episode)}
            record_persons_word(episode=episode, seen=seen, agreed=True, said_on=day, by=self.by, at=at)
        for line in story.lines:
            day = self._day(line.days_ago)
            doing = Doing(
                target=next(iter(live_targets(episode)), None) if line.serves else None,
                lead=self.team[line.led_by],
                adaptation=line.adaptation,
                experiment=line.experiment,
                experiment_on=day,
            )
            add_technique(
                episode=episode,
                technique_id=line.technique,
                added_on=day,
                doing=doing,
                by=self.by,
                at=self._at(day, 14),
            )

        if story.lines:
            day = self._day(max(line.days_ago for line in story.lines))
            open_pages(episode=episode, seen_alone_on=day, by=self.by, at=self._at(day, 14))

    def _try_at_home(self, story: Story, episode: Episode) -> None:
        for told in story.tries:
            at = self._at(self._day(told.days_ago), 20)
            code = enter_code(typed=issue_home_code(episode=episode, by=self.by, at=at).text, network=HOME, at=at)
            response = open_tool(code=code, questionnaire=worksheets()[told.technique], at=at)
            save_answers(response=response, given=_given(told), code=code)
            send_tool(code=code, response=response, at=at)

    def _note(self, story: Story, episode: Episode) -> None:
        for event in story.events:
            began = self._day(event.days_ago)
            record_event(
                person=episode.person,
                kind=Barrier(event.kind),
                began_on=began,
                ended_on=None if event.ended_days_ago is None else self._day(event.ended_days_ago),
                words=event.words,
                by=self.by,
            )
        for told in story.referrals:
            day = self._day(told.days_ago)
            referral = make_referral(
                episode=episode, recipient=told.recipient, reason=told.reason, made_on=day, by=self.by
            )
            change_status(referral=referral, status=Status(told.status), changed_on=day, by=self.by)
        for flag in story.flags:
            at = self._at(self._day(flag.days_ago), 9)
            report_concern(person=episode.person, kind=flag.kind, heard=flag.heard, by=self.by, at=at)

    def _day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self.by.service.zone)


def _given(told: ToldAnswers | ToldTry) -> dict[str, Given]:
    numbers = {item: Given(AnswerState.VALUE, value) for item, value in told.numbers.items()}
    return numbers | {item: Given(AnswerState.VALUE, text=words) for item, words in told.words.items()}
