"""sessions.md: the programmes and their sessions as whoever leads a group uses them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pages.citations import Citations
from pages.markdown import bullets, page, plain, table
from reconnect.model.library import Library
from reconnect.model.load import shipped_library
from reconnect.model.programme import ENOUGH_ABOUT_SEX, Programme, minutes_about_sex
from reconnect.model.session_plan import DistressPlan, SessionPlan

INTRODUCTION = f"""
For staff: the programmes that groups are runs of, and every session with its run-sheet, exercise and distress plan. The
sheets that people take home stand under [what people read](what-people-read.md). A service may edit all of it. No
clinician has signed it off yet, and nothing here claims that it works: it is one way to fill the minutes.

A programme with fewer than {ENOUGH_ABOUT_SEX} planned minutes about sex is warned of wherever it is shown, and is not
refused. A session that does not add up to its minutes is refused.
"""


def sessions_page() -> str:
    """The page's text."""
    library, citations = shipped_library(), Citations()
    blocks = ["## Programmes"]
    for programme in library.programmes.in_order:
        blocks += _programme(programme, library, citations)
    for programme in library.programmes.in_order:
        blocks.append(f"## Sessions of {plain(programme.name)}")
        for number, name in enumerate(programme.sessions, 1):
            blocks += _session(number, library.sessions.newest[name], library, citations)
    made_from = "src/reconnect/content/programmes and src/reconnect/content/sessions"
    return page("Groups: programmes and sessions", made_from, INTRODUCTION, *blocks, citations.section())


def _programme(programme: Programme, library: Library, citations: Citations) -> Iterator[str]:
    sessions = [library.sessions.newest[each] for each in programme.sessions]
    yield f"### {plain(programme.name)}: `{programme.id}`"
    yield plain(programme.about)
    rows = [
        [str(number), plain(each.name), str(each.minutes), str(each.minutes_about_sex), f"`{each.id}`"]
        for number, each in enumerate(sessions, 1)
    ]
    total = ["", "together", str(sum(each.minutes for each in sessions)), str(minutes_about_sex(sessions)), ""]
    yield table(["", "session", "minutes", "about sex", "id"], [*rows, total])
    yield "Planned minutes by technique:"
    yield table(["technique", "minutes"], _by_technique(sessions, library))
    yield "Agreed before the first session:"
    yield bullets(map(plain, programme.beforehand))
    yield "Sources:"
    yield citations.mentions(programme.sources)


def _by_technique(sessions: Iterable[SessionPlan], library: Library) -> list[list[str]]:
    minutes: Counter[str] = Counter()
    for part in (part for session in sessions for part in session.parts):
        minutes[part.technique] += part.minutes
    return [[plain(each.name), str(minutes[each.id])] for each in library.techniques.in_order if minutes[each.id]]


def _session(number: int, session: SessionPlan, library: Library, citations: Citations) -> Iterator[str]:
    yield f"### {number}. {plain(session.name)}: `{session.id}`"
    yield f"{plain(session.about)} {session.minutes} minutes, {session.minutes_about_sex} of them about sex."
    yield f"At the front: {'; and '.join(' or '.join(each) for each in session.leads)}."
    yield "Said before it begins:"
    yield bullets(map(plain, session.notice))
    yield "Materials:"
    yield bullets(map(plain, session.materials))
    yield "Run-sheet:"
    yield table(["from", "minutes", "part", "how to run it", "counts for"], _run_sheet(session, library))
    yield from _exercise(session)
    if session.myths:
        yield "Beliefs that may be asked about:"
        yield bullets(plain(library.myths.newest[each].belief) for each in session.myths)
    yield from _distress(session.distress)
    yield "Sources:"
    yield citations.mentions(session.sources)


def _run_sheet(session: SessionPlan, library: Library) -> Iterator[list[str]]:
    begins = 0
    for part in session.parts:
        named = library.techniques.newest[part.technique].name if part.technique else ""
        counts = [plain(named), "about sex" if part.about_sex else ""]
        title = f"**{plain(part.title)}**{' (may be left out)' if part.optional else ''}"
        words = "<br>".join(map(plain, part.words))
        yield [f"{begins // 60}:{begins % 60:02}", str(part.minutes), title, words, ", ".join(filter(None, counts))]
        begins += part.minutes


def _exercise(session: SessionPlan) -> Iterator[str]:
    exercise = session.exercise
    yield f"Exercise, {plain(exercise.title)}: {plain(exercise.aim)}"
    yield bullets([*map(plain, exercise.steps), f"Instead: {plain(exercise.instead)}"])


def _distress(plan: DistressPlan) -> Iterator[str]:
    for title, lines in (
        ("What may touch people:", plan.may_touch_on),
        ("Signs:", plan.signs),
        ("What to do:", plan.do),
        ("What to say:", plan.say),
        ("Afterwards:", plan.afterwards),
    ):
        yield title
        yield bullets(map(plain, lines))
