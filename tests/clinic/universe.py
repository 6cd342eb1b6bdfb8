"""Two services of invented people, built by actions alone. Every text in them can be told from every other."""

from dataclasses import dataclass, field
from datetime import date, datetime

from rooms import furnish

from reconnect.clinic.accounts.actions import add_member, found_service
from reconnect.clinic.accounts.models import Member, Role, Service
from reconnect.clinic.library.actions import OWN_FROM, install_wording
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.actions import add_person, end_episode, open_episode, record_agreement, start_episode
from reconnect.clinic.people.models import Episode, Occasion, Person
from reconnect.clinic.people.nhs_number import is_nhs_number, spaced
from reconnect.clinic.portal.actions import open_pages
from reconnect.clinic.questionnaires.answering import enter_from_paper
from reconnect.clinic.questionnaires.entry import issue_code
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.reports.models import SharedRelease
from reconnect.clinic.reports.reckoning import reckon_year
from reconnect.clinic.reports.releasing import share_year
from reconnect.model.answer import AnswerState
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.load import CONTENT
from reconnect.model.occasion import Occasion as Moment
from reconnect.model.questionnaire import Item, Questionnaire

OURS, MSQ = "interference-and-avoidance", "msq-anxiety"
REFERRED, STARTED, ENDED = date(2024, 1, 8), date(2024, 2, 12), date(2024, 5, 31)
FOLLOWED_UP = date(2025, 4, 2)  # within nine to twelve months of the end
PASSWORD = "a password of invented people"  # noqa: S105 nobody's
DAYS = {Moment.PRE: REFERRED, Moment.POST: ENDED, Moment.FOLLOW_UP: FOLLOWED_UP}


@dataclass(frozen=True)
class Care:
    """A person with one course of care."""

    person: Person
    episode: Episode
    occasions: dict[Moment, Occasion]


@dataclass(frozen=True)
class Place:
    """A service with a member of each role, one person who answered before treatment, and one with a code to answer.

    The newcomer is a clinician who never set up a second factor. ``parts`` leads to what the rooms put in.
    """

    mark: str
    service: Service
    staff: dict[Role, Member]
    newcomer: Member
    answered: Care
    waiting: Care
    code: str
    release: SharedRelease
    parts: dict[str, object] = field(default_factory=dict)

    @property
    def clinician(self) -> Member:
        """Who does most here."""
        return self.staff[Role.CLINICIAN]


@dataclass(frozen=True)
class Universe:
    """Two services that must not know of each other."""

    north: Place
    south: Place


def build_universe(password: str | None = None, *, furnished: bool = True) -> Universe:
    """Everything, twice. Without a password, which takes its time, members cannot sign in by themselves."""
    return Universe(*(build_place(mark, password, furnished=furnished) for mark in ("north", "south")))


def canary(field: str, mark: str) -> str:
    """A text that stands nowhere else, by which a leak is found and named."""
    return f"Canary{field}{mark}".replace(" ", "").title()


def build_place(mark: str, password: str | None = None, *, furnished: bool = True) -> Place:
    """A service whose every text carries ``mark``; ``furnished`` with something of every room."""
    service = build_service(mark)
    staff = {role: build_member(service, role, f"{role}{mark}", password) for role in Role}
    newcomer = build_member(service, Role.CLINICIAN, f"newcomer{mark}", password)
    by = staff[Role.CLINICIAN]
    answered, waiting = (build_care(by, f"{mark}{who}") for who in ("answered", "waiting"))
    on_paper(answered.occasions[Moment.PRE], by, said=3, answered_on=REFERRED)
    for care in (answered, waiting):
        open_pages(episode=care.episode, seen_alone_on=STARTED, by=by)
    code = code_for(waiting.occasions[Moment.PRE], by)
    release = share_year(by=staff[Role.LEAD], reckoned=reckon_year(service=staff[Role.LEAD].service, year=STARTED.year))
    place = Place(mark, service, staff, newcomer, answered, waiting, code, release)
    if furnished:
        place.parts.update(furnish(place))
    return place


def build_service(mark: str, *, demo: bool = False) -> Service:
    """A service."""
    return found_service(
        name=canary("service", mark),
        portal_name=canary("portal", mark),
        support_note=canary("support", mark),
        demo=demo,
    )


def build_member(service: Service, role: Role, mark: str, password: str | None = None) -> Member:
    """A member."""
    return add_member(
        service=service,
        name=canary("member", mark),
        email=f"{canary('email', mark).lower()}@example.invalid",
        role=role,
        password=password,
    )


def build_person(by: Member, mark: str, **told: object) -> Person:
    """A person with something in every field, or what ``told`` says."""
    number = sum(map(ord, mark)) % 1000
    fields = {
        "name": canary("name", mark),
        "nhs_number": number_for_tests(number),
        "born_on": date(1931, 7, 1 + number % 28),
        "words_preferred": canary("words", mark),
        "gender_said": canary("said", mark),
        "gender_reported": canary("reported", mark),
        "diagnoses": [canary("diagnosis", mark)],
        "pain_since": 1987,
    }
    return add_person(by=by, **(fields | told))


def number_for_tests(number: int) -> str:
    """An NHS number for tests, which begins with 999, with the figure that checks it."""
    numbers = (f"999{number:03d}43{last:02d}" for last in range(100))
    return next(spaced(figures) for figures in numbers if is_nhs_number(figures))


def build_care(
    by: Member,
    mark: str,
    *,
    started_on: date | None = STARTED,
    ended_on: date | None = ENDED,
    agreed: bool | None = True,
    **told: object,
) -> Care:
    """A person with an episode, as far as it has got."""
    person = build_person(by, mark, **told)
    if agreed is not None:
        record_agreement(person=person, by=by, agreed=agreed, said_on=REFERRED)
    return open_care(person, by, mark, started_on=started_on, ended_on=ended_on)


def open_care(
    person: Person, by: Member, mark: str, *, started_on: date | None = STARTED, ended_on: date | None = ENDED
) -> Care:
    """An episode of a person."""
    episode = open_episode(person=person, by=by, referred_on=REFERRED, group=canary("group", mark))
    if started_on is not None:
        start_episode(episode=episode, by=by, on=started_on)
    if ended_on is not None:
        end_episode(episode=episode, by=by, on=ended_on)
    return Care(person, episode, {Moment(each.moment): each for each in episode.occasions.all()})


def code_for(occasion: Occasion, by: Member, at: datetime | None = None) -> str:
    """A fresh code, as it is printed."""
    return issue_code(occasion=occasion, by=by, at=at).text


def given(questionnaire: Questionnaire, said: int | AnswerState | dict[str, int]) -> dict[str, Given]:
    """The same word to every item (a number beyond an item's scale becomes its end), or numbers by item id."""
    if isinstance(said, AnswerState):
        return {item.id: Given(said) for item in questionnaire.items}
    return {
        item.id: Given(AnswerState.VALUE, _within(item, said if isinstance(said, int) else said[item.id]))
        for item in questionnaire.items
        if isinstance(said, int) or item.id in said
    }


def _within(item: Item, value: int) -> int:
    return min(max(value, item.low), item.high)


def on_paper(
    occasion: Occasion,
    by: Member,
    *,
    said: int | AnswerState | dict[str, int],
    answered_on: date,
    basis: AnswerBasis | None = AnswerBasis.CURRENT,
    only: str | None = None,
) -> list[Response]:
    """Paper taken over by staff: every questionnaire, or only one."""
    return [
        enter_from_paper(
            occasion=occasion,
            questionnaire=questionnaire,
            given=given(questionnaire, said),
            basis=basis,
            answered_on=answered_on,
            by=by,
        )
        for questionnaire in current(occasion.service).values()
        if only in {None, questionnaire.id}
    ]


def wording(version: int = OWN_FROM, mark: str = "north", questionnaire_id: str = MSQ) -> str:
    """The text of a service's own questionnaire file: the shipped structure, other words."""
    text = (CONTENT / "questionnaires" / questionnaire_id / "1.toml").read_text("utf-8")
    text = text.replace("version = 1\n", f"version = {version}\n", 1).replace('wording = "stand-in"', 'wording = "own"')
    return text.replace("Stand-in wording, statement", canary("wording", mark))


def install(service: Service, version: int = OWN_FROM, mark: str = "north") -> Questionnaire:
    """The service asks in words of its own from now on, and MSQ anxiety is scored."""
    return install_wording(service=service, text=wording(version, mark), file="own.toml")
