"""What a session or a programme alone cannot tell: minutes that add up, and nobody who is left without words."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from reconnect.model.programme import Programme, minutes_about_sex
from reconnect.model.session_plan import Doing, Part, SessionPlan
from reconnect.model.shelf import CONTENT_ID, Shelf
from reconnect.model.voice import PLACEHOLDER, Paragraph, unknown_words

LONGEST = 240  # minutes: as long as any contact that is written down
LONG = 90  # minutes that nobody sits through without a break
BREAK = 10  # minutes of it at least
FRONT = 2  # people who lead: one goes out with somebody, one stays
CUES = ("Say:", "Ask:", "Do:", "If nobody speaks:")  # what a line of the run-sheet is for

Complaint = tuple[str, str]  # the field's path, what is wrong


def session_complaints(session: SessionPlan) -> Iterator[Complaint]:
    """Everything that is wrong with ``session`` by itself."""
    yield from _minutes(session)
    yield from _parts(session)
    yield from _whole(session)
    for field, paragraphs in (
        ("handout.body", session.handout.body),
        ("handout.try_this", session.handout.try_this),
        ("practice", session.practice),
    ):
        yield from _paragraphs(field, paragraphs)


def session_references(
    session: SessionPlan, techniques: Collection[str], myths: Collection[str]
) -> Iterator[Complaint]:
    """What ``session`` names and nobody wrote."""
    for part in session.parts:
        if part.technique and part.technique not in techniques:
            yield f"parts.{part.id}.technique", f"no such technique; there are: {', '.join(techniques)}"
    for myth, times in Counter(session.myths).items():
        if myth not in myths:
            yield "myths", f"no such belief: {myth}"
        if times > 1:
            yield "myths", f"named twice: {myth}"


def programme_complaints(programme: Programme, sessions: Mapping[str, SessionPlan]) -> Iterator[Complaint]:
    """Everything that is wrong with ``programme``, given the newest ``sessions`` by id."""
    if not programme.sessions:
        yield "sessions", "name at least one session"
    if not programme.beforehand or not all(line.strip() for line in programme.beforehand):
        yield "beforehand", "say what those who lead agree on before the first session"
    if programme.every_days < 1:
        yield "every_days", "a day lies between two sessions, at least"
    for session, times in Counter(programme.sessions).items():
        if session not in sessions:
            yield "sessions", f"no such session: {session}"
        if times > 1:
            yield "sessions", f"named twice: {session}"
    held = [sessions[each] for each in programme.sessions if each in sessions]
    if programme.block and 2 * minutes_about_sex(held) < sum(each.minutes for each in held):
        yield "block", "a block is about sex for half of its minutes or more"


def order_complaints(shelf: Shelf[Programme]) -> Iterator[tuple[Programme, Complaint]]:
    """Each of the newest programmes whose place in the list another one has."""
    taken = Counter(each.order for each in shelf.newest.values())
    for programme in shelf.newest.values():
        if taken[programme.order] > 1:
            yield programme, ("order", "another programme has this place")


def _minutes(session: SessionPlan) -> Iterator[Complaint]:
    total = sum(part.minutes for part in session.parts)
    if total != session.minutes:
        yield "minutes", f"the parts add up to {total}"
    if not 1 <= session.minutes <= LONGEST:
        yield "minutes", f"a session lasts 1 to {LONGEST} minutes"
    rest = max((part.minutes for part in session.parts if part.doing is Doing.BREAK), default=0)
    if session.minutes >= LONG and rest < BREAK:
        yield "parts", f"give a break of {BREAK} minutes or more to a session of {LONG} or more"


def _parts(session: SessionPlan) -> Iterator[Complaint]:
    for part_id, times in Counter(part.id for part in session.parts).items():
        if times > 1:
            yield f"parts.{part_id}", "two parts have this id"
    for part in session.parts:
        yield from _part(part)
    doing = [part.doing for part in session.parts]
    if doing[:1] != [Doing.WELCOME] or doing[-1:] != [Doing.CLOSE]:
        yield "parts", "begin with a welcome, where the notice is said, and end with a close"
    elif session.parts[0].optional:
        yield f"parts.{session.parts[0].id}.optional", "nobody is left out of the welcome, where the notice is said"


def _part(part: Part) -> Iterator[Complaint]:
    if not CONTENT_ID.fullmatch(part.id):
        yield f"parts.{part.id}", "use lower-case words joined by hyphens"
    if part.minutes < 1:
        yield f"parts.{part.id}.minutes", "a part lasts a minute or more"
    if part.doing is Doing.BREAK and (part.technique or part.about_sex):
        yield f"parts.{part.id}", "a break counts for nothing"
    if not part.words and part.doing is not Doing.BREAK:
        yield f"parts.{part.id}.words", "say how to run it"
    if not all(line.startswith(CUES) for line in part.words):
        yield f"parts.{part.id}.words", f"begin each line with one of: {' '.join(CUES)}"


def _whole(session: SessionPlan) -> Iterator[Complaint]:
    exercise, handout, distress = session.exercise, session.handout, session.distress
    needed: dict[str, Collection[str]] = {
        "notice": session.notice,
        "materials": session.materials,
        "exercise.title": [exercise.title],
        "exercise.aim": [exercise.aim],
        "exercise.steps": exercise.steps,
        "exercise.instead": [exercise.instead],
        "handout.title": [handout.title],
        "handout.body": [each.text for each in handout.body],
        "practice": [each.text for each in session.practice],
        "distress.may_touch_on": distress.may_touch_on,
        "distress.signs": distress.signs,
        "distress.do": distress.do,
        "distress.say": distress.say,
        "distress.afterwards": distress.afterwards,
    }
    for field, texts in needed.items():
        if not texts or not all(text.strip() for text in texts):
            yield field, "write it: a session without it is not run"
    if len(session.leads) < FRONT or not all(session.leads):
        yield "leads", f"name the disciplines of {FRONT} people at the front or more"
    for field in ("notice", "exercise.title", "exercise.aim", "exercise.steps", "exercise.instead", "handout.title"):
        if any(PLACEHOLDER.search(text) for text in needed[field]):
            yield field, "it is said to everybody at once: write words that stay as they are"


def _paragraphs(field: str, paragraphs: Collection[Paragraph]) -> Iterator[Complaint]:
    for word in unknown_words(each.text for each in paragraphs):
        yield field, f"nobody is asked for a word of their own for {word}"
    if paragraphs and all(each.only for each in paragraphs):
        yield field, "write at least one paragraph for everyone"
