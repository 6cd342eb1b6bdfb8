"""People whose answers are awaited, what each will say, and what was promised to them."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who will answer at ``occasion``: by ``code``, with ``drafts`` (questionnaire to response id), or on paper."""

    number: int
    occasion: str
    code: str = ""
    code_id: str = ""
    drafts: dict[str, str] | None = None

    def answers(self, questionnaire: Questionnaire) -> dict[str, int]:
        """What this person says to each item; neighbours say something else."""
        return {
            item.id: item.low + (self.number + place) % (item.high - item.low + 1)
            for place, item in enumerate(questionnaire.items)
        }

    def promise(self, *questionnaires: str, sent: bool) -> list["Promise"]:
        """What the person may rely on once these answers were acknowledged."""
        return [Promise(self.drafts[name], self.answers(edition(name)), sent) for name in questionnaires]


@dataclass(frozen=True, slots=True)
class Promise:
    """An acknowledgement: these answers of this response are kept, and where ``sent``, submitted."""

    response: str
    answers: dict[str, int]
    sent: bool


def edition(name: str) -> Questionnaire:
    """The shipped questionnaire of that id."""
    return shipped_library().questionnaires.newest[name]


def keep_awaited(file: Path, people: list[Awaited]) -> None:
    """Write them down for the other processes."""
    file.write_text(json.dumps([asdict(each) for each in people]))


def read_awaited(file: Path) -> list[Awaited]:
    """Read them again."""
    return [Awaited(**each) for each in json.loads(file.read_text())]
