"""Somebody on the stepping stones, for tests: a plan that holds them, a code for home, and the way over the stones."""

import re
from dataclasses import dataclass

from browsing import Browser, visiting
from django.http import HttpResponse
from rooms.sensations import noted
from universe import Care, Place

from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.actions.lines import add_technique
from reconnect.clinic.plan.models import PlanLine
from reconnect.clinic.portal.actions import issue_home_code
from reconnect.clinic.questionnaires.actions import keep_tool, open_tool
from reconnect.clinic.questionnaires.answering import save_answers
from reconnect.clinic.questionnaires.entry import enter_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import EntryCode
from reconnect.clinic.questionnaires.voices import ASKED
from reconnect.clinic.sensations.queries import NOTE, stages_of
from reconnect.model.address import address_of
from reconnect.model.answer import AnswerState
from reconnect.model.load import shipped_library

STONES = [stage.id for stage in sorted(shipped_library().stages.newest.values(), key=lambda each: each.order)]
HERE = re.compile(r'<h2 id="here">(.*?)</h2>')
NOWHERE = "You are on none of them now"
YES = {"comfortable": "yes", "relaxed": "yes"}
BOTH = YES | {"partner-comfortable": "yes", "partner-relaxed": "yes"}


@dataclass
class Walk:
    """A person with a code for home, and their browser."""

    place: Place
    care: Care
    typed: str
    browser: Browser

    @property
    def code(self) -> EntryCode:
        """As actions take it."""
        code = enter_code(typed=self.typed, network="192.0.2.9")
        assert code is not None
        self.browser = visiting(self.typed, leads_to="/h/")
        return EntryCode.objects.select_related("service", "episode__person").get(pk=code.pk)

    def get(self, path: str = "s/") -> str:
        """A page of the room."""
        answer = self.browser.get(f"/h/b/{path}")
        assert answer.status_code == 200, (path, answer.status_code, answer.get("Location"))
        return str(answer.content.decode())

    def post(self, path: str, sent: dict[str, str] | None = None) -> HttpResponse:
        """Press a button."""
        return self.browser.post(f"/h/b/{path}", sent or {})

    @property
    def here(self) -> str:
        """The name of the stone they stand on, as the page says it."""
        return HERE.findall(self.get())[0]

    def ask(self, stone: str, words: dict[str, str] = YES) -> HttpResponse:
        """Ask for a stone, from where the page has them now."""
        page = self.browser.get(f"/h/b/s/{address_of(stone)}/open/").content.decode()
        here = re.search(r'name="here" value="([\w-]*)"', page)
        return self.post(f"s/{address_of(stone)}/open/", words | {"here": here[1] if here else ""})

    def back(self, stone: str) -> HttpResponse:
        """Step back to one."""
        return self.post(f"s/{address_of(stone)}/back/")

    def notes(self, flare: int | None) -> None:
        """Send a note after touch."""
        said = {} if flare is None else {"flare": Given(AnswerState.VALUE, flare)}
        noted(self.code, NOTE, said | {"comfort": Given(AnswerState.VALUE, 5)}, about=STONES[0], keep=False)

    def speaks(self, values: dict[str, int], words: dict[str, str]) -> None:
        """Choose how the pages speak."""
        given = {item: Given(AnswerState.VALUE, value) for item, value in values.items()}
        given |= {f"word-{item}": Given(AnswerState.VALUE, text=text) for item, text in words.items()}
        code = self.code
        draft = open_tool(code=code, questionnaire=shipped_library().questionnaires.newest[ASKED])
        save_answers(response=draft, given=given, code=code)
        keep_tool(code=code, response=draft)

    def line(self, technique: str) -> PlanLine:
        """Its line in the plan."""
        return self.care.episode.plan_lines.get(technique_id=technique, ended_on=None)

    def everything(self) -> dict[str, str]:
        """Every page of the room that there may be, as it comes."""
        addresses = [address_of(each.id) for each in stages_of(self.place.service)]
        practices = [address_of(each) for each in shipped_library().practices.newest]
        paths = ["", "s/", *(f"p/{each}/" for each in practices)]
        paths += [f"s/{each}/{rest}" for each in addresses for rest in ("", "open/")]
        answers = {path: self.browser.get(f"/h/b/{path}") for path in paths}
        return {
            path: f"{got.status_code} {got.get('Location', '')} {plain(got.content.decode())}"
            for path, got in answers.items()
        }


def plain(page: str) -> str:
    """Without the token against forged forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w*"', "", page)


def walk(place: Place, *techniques: str) -> Walk:
    """The person of the place who waits, with a plan of these techniques."""
    care = place.waiting
    for technique in techniques:
        day = today_of(place.service)
        add_technique(episode=care.episode, technique_id=technique, added_on=day, by=place.clinician)
    typed = issue_home_code(episode=care.episode, by=place.clinician).text
    return Walk(place, care, typed, visiting(typed, leads_to="/h/"))
