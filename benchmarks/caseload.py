"""Does the desk stay fast? Time its pages at 500 and at 50,000 people with ten years of contacts; count queries.

    python benchmarks/caseload.py --folder /tmp/caseload

The people are made through the same actions as real ones, which takes minutes at the first run; the folder keeps them.
"""

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from http.cookies import SimpleCookie
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median

from desk_work import fill_desk
from served_clinic import Browser, found, machine, percentile, serving, signed_in_cookies, use_clinic

SIZES = (500, 50_000)
CHUNK = 500  # people in one transaction
BESIDE = 100  # people of the other service
TREATED, ANSWERED = 4, 20  # one person in so many was treated, and answered at all three occasions
YEARS = 10
FIRST = ("Amber", "Azure", "Coral", "Cyan", "Indigo", "Ivory", "Jade", "Khaki", "Lilac", "Mauve", "Olive", "Scarlet")
# A page about one person, by its name: the address around the person's id.
PLACES = {
    "a person": "/staff/people/p/{}/",
    "before a contact": "/staff/people/p/{}/before/",
    "asking": "/staff/asking/p/{}/",
    "formulation": "/staff/formulation/p/{}/",
    "plan": "/staff/plan/p/{}/",
    "contacts": "/staff/care/p/{}/",
}
LISTS = {"may be asked": "/staff/asking/", "safety": "/staff/safety/", "stalled": "/staff/plan/team/stalled/"}
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za")


@dataclass(frozen=True, slots=True)
class Built:
    """A clinic that stands: how to open it, whose pages to read, and what each page asked of the database."""

    cookie: dict[str, str]
    ids: tuple[str, ...]
    queries: dict[str, int]


def main() -> int:
    """Build what is missing, then ask for each page in turn, at both sizes."""
    parser = argparse.ArgumentParser(description="Time the caseload at 500 and at 50,000 people.")
    parser.add_argument("--folder", type=Path, required=True, help="keeps the databases for the next run")
    parser.add_argument("--rounds", type=int, default=100, help="requests a page and size (%(default)s)")
    arguments = parser.parse_args()
    with ExitStack() as servers:
        clinics = {}
        for people in SIZES:
            folder = arguments.folder / str(people)
            # A process each: settings name one database.
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                built = pool.submit(build, folder, people).result()
            use_clinic(folder)
            clinics[people] = (built, servers.enter_context(serving()).port)
        seconds = _measure(clinics, arguments.rounds)
    print(f"{machine()}; {arguments.rounds} requests a page and size, in turn; milliseconds\n")
    print("| page | people | queries | p50 | p95 | max |\n|---|---|---|---|---|---|")
    for page in asks(0):
        for people in SIZES:
            told = seconds[page, people]
            figures = " | ".join(f"{1000 * each:.0f}" for each in (median(told), percentile(told, 0.95), max(told)))
            print(f"| {page} | {people:,} | {clinics[people][0].queries[page]} | {figures} |")
    return 0


def asks(people: int) -> dict[str, dict[str, str] | None]:
    """What each page is asked for: the form's fields, or None for a page that is only read."""
    return {
        "first page": {},
        "page 3": {"page": "3"},
        "last page": {"page": str(people // 50)},
        "search, one found": {"search": surname(people // 2)},
        "search, a twelfth found": {"search": "Amber"},
        "search, all found": {"search": "sample"},
        "search, a whole number": {"search": nhs_number(people // 2)},
        "search, nobody found": {"search": "Nobody"},
        **dict.fromkeys(PLACES | LISTS),
    }


def _measure(clinics: dict[int, tuple[Built, int]], rounds: int) -> dict[tuple[str, int], list[float]]:
    seconds: dict[tuple[str, int], list[float]] = {}
    for turn in range(rounds + 1):
        for people, (built, port) in clinics.items():
            browser = Browser(port, built.cookie)
            browser.get("/")
            for page, fields in asks(people).items():
                ask = _asking(browser, page, built.ids[turn % len(built.ids)], fields)
                started = time.perf_counter()
                status, text = ask()
                took = time.perf_counter() - started
                if status != 200 or "Sign out" not in text:
                    raise RuntimeError(f"{page} at {people} people: {status} {text[:200]}")
                if turn:  # the first round warms up
                    seconds.setdefault((page, people), []).append(took)
    return seconds


def _asking(
    browser: Browser, page: str, person_id: str, fields: dict[str, str] | None
) -> Callable[[], tuple[int, str]]:
    if fields is None:
        return lambda: browser.get((PLACES | LISTS)[page].format(person_id))
    return lambda: browser.post("/staff/people/", **fields)


def build(folder: Path, people: int) -> Built:
    """A service of so many people, and another beside it; continues where an earlier run stopped."""
    use_clinic(folder)
    from reconnect.clinic.accounts.models import Member, Service  # noqa: PLC0415

    for name, size in (("Beside", BESIDE), ("Caseload", people)):
        if not Service.objects.filter(name=name).exists():
            found(name, f"{name.lower()}@example.invalid")
        member = Member.objects.get(email=f"{name.lower()}@example.invalid")
        _fill(member, size)
        fill_desk(member)
    return _opened(Member.objects.get(email="caseload@example.invalid"), people)


def _fill(by: object, people: int) -> None:
    from reconnect.clinic.audit.transaction import writing  # noqa: PLC0415
    from reconnect.clinic.people.models import Person  # noqa: PLC0415

    today = datetime.now(UTC).date()
    for start in range(Person.objects.visible_to(by).count(), people, CHUNK):
        with writing():
            for number in range(start, min(start + CHUNK, people)):
                _live_through(by, number, today - timedelta(days=365 * YEARS * (people - number) // people))
        print(f"\r{min(start + CHUNK, people):,} people of {people:,}", end="", file=sys.stderr)
    print(file=sys.stderr)


def _live_through(by: object, number: int, referred: date) -> None:
    from reconnect.clinic.people import actions  # noqa: PLC0415

    random = Random(number)
    person = actions.add_person(
        by=by,
        name=f"{FIRST[number % len(FIRST)]} {surname(number)} Sample",
        nhs_number=nhs_number(number),
        born_on=date(referred.year - random.randint(22, 70), random.randint(1, 12), random.randint(1, 28)),
        gender_reported=random.choice(("woman", "man")),
        diagnoses=["Chronic pelvic pain"],
        pain_since=referred.year - random.randint(1, 20),
        at=datetime.combine(referred, clock(12), UTC) + timedelta(seconds=number % 3600),
    )
    episode = actions.open_episode(person=person, by=by, referred_on=referred)
    if number % TREATED == 0:
        actions.start_episode(episode=episode, by=by, on=referred + timedelta(days=50))
        actions.end_episode(episode=episode, by=by, on=referred + timedelta(days=99))
    if number % ANSWERED == 0:
        _answer(by, episode, referred)


def _answer(by: object, episode: object, referred: date) -> None:
    from reconnect.clinic.library.questionnaires import current  # noqa: PLC0415
    from reconnect.clinic.questionnaires.answering import enter_from_paper  # noqa: PLC0415
    from reconnect.clinic.questionnaires.keeping import Given  # noqa: PLC0415
    from reconnect.model.answer import AnswerState  # noqa: PLC0415
    from reconnect.model.answer_basis import AnswerBasis  # noqa: PLC0415

    days = {"pre": referred + timedelta(days=9), "post": referred + timedelta(days=99)}
    for occasion in episode.occasions.all():
        day = days.get(occasion.moment, referred + timedelta(days=400))
        if day > datetime.now(UTC).date():
            continue
        for questionnaire in current(by.service).values():
            enter_from_paper(
                occasion=occasion,
                questionnaire=questionnaire,
                given={item.id: Given(AnswerState.VALUE, (item.low + item.high) // 2) for item in questionnaire.items},
                basis=AnswerBasis.CURRENT,
                answered_on=day,
                by=by,
            )


def surname(number: int) -> str:
    """A name that nobody has, and no second person here: its number in syllables."""
    digits = [number >> shift & 15 for shift in (12, 8, 4, 0)]
    return "".join(SYLLABLES[digit] for digit in digits).capitalize()


def nhs_number(number: int) -> str:
    """Spread as real numbers are, with a check digit that is wrong: it can be nobody's."""
    digits = f"{400 + number % 400}{number * 7919 % 1_000_000:06d}"
    check = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}{(check + 1) % 10}"


def _opened(member: object, people: int) -> Built:
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from reconnect.clinic.questionnaires.models import Response  # noqa: PLC0415
    from served_clinic import HOST  # noqa: PLC0415

    ids = [str(each) for each in Response.objects.visible_to(member).values_list("person_id", flat=True).distinct()]
    Random(1).shuffle(ids)
    client = Client(SERVER_NAME=HOST)
    cookies = signed_in_cookies(member)
    client.cookies = SimpleCookie(cookies)
    queries = {}
    for page, fields in asks(people).items():
        with CaptureQueriesContext(connection) as captured:
            if fields is None:
                client.get((PLACES | LISTS)[page].format(ids[0]), secure=True)
            else:
                client.post("/staff/people/", fields, secure=True)
        queries[page] = len(captured)
    return Built(cookies, tuple(ids[:500]), queries)


if __name__ == "__main__":
    sys.exit(main())
