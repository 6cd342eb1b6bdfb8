"""what-people-read.md: every sentence of the person's and the partner's pages that is no question, in one place."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from pages.citations import Citations
from pages.markdown import bullets, page, plain, table
from reconnect.model.condition import Condition
from reconnect.model.library import Library
from reconnect.model.load import shipped_library
from reconnect.model.medicine_class import MedicineClass
from reconnect.model.message_template import MessageStep
from reconnect.model.myth import Myth
from reconnect.model.phrases import Phrases
from reconnect.model.piece import Piece
from reconnect.model.place import Opens, Place
from reconnect.model.practice import Practice, Setting
from reconnect.model.source import Source
from reconnect.model.stage import GroundRules, Stage
from reconnect.model.step_idea import StepIdeas
from reconnect.model.voice import Only

INTRODUCTION = """
What people read on their own pages, apart from the questions and sheets, which stand under
[questions](questions.md). It is here in one place so that a clinician can look at all of the wording at once. No
clinician has signed it off yet. How easy it reads is under [reading ease](reading-ease.md).

A word in braces, such as {genitals}, becomes the person's own word where they gave one. Words in italics before a
sentence say whom alone it is shown to; a sentence without them is for everyone. A service may word anew what is marked
so, and answers for it then.
"""
SHOWN_TO: Mapping[Only, str] = {
    Only.PARTNER: "where pages speak of a partner",
    Only.NO_PARTNER: "where pages speak of no partner",
    Only.PENETRATION: "where pages may speak of penetration",
    Only.NO_PENETRATION: "where pages leave penetration out",
}
OPENS: Mapping[Opens, str] = {
    Opens.ALWAYS: "always",
    Opens.WITH_PLAN: "with one of its techniques in the plan",
    Opens.WITH_PARTNER: "while a partner has pages of their own",
    Opens.TO_PARTNER: "on a partner's pages",
    Opens.IN_GROUP: "to whoever is or was in a group",
}
SETTINGS: Mapping[Setting, str] = {
    Setting.EVERYDAY: "Everyday: always open",
    Setting.INTIMATE: "Intimate: while the plan holds attention practice or sensate focus",
    Setting.MOVEMENT: "Letting go and moving: always open",
}
FORMS: Mapping[str, str] = {
    "about": "About it:",
    "alone": "On your own:",
    "together": "With a partner:",
    "nothing_inside": "Another way:",
    "bodies_alike": "Whatever your bodies are like:",
    "left_out": "Left out this time:",
    "with_pain": "If you have pain:",
}
NAMED = ("name", "title", "belief")
COMPARED = (("at_least", "at least"), ("at_most", "at most"), ("holds", "with"))
MADE_FROM = (
    "src/reconnect/content: places, myths, pieces, practices, stages, ground-rules, step-ideas, phrases, "
    "medicine-classes, cards, help-pages, sessions and messages"
)


def what_people_read_page() -> str:
    """The page's text."""
    library, citations = shipped_library(), Citations()
    blocks = [*_places(_ordered(library, "places"), citations)]
    for title, note, kind, told in (
        ("Beliefs", "In the order of the list.", "myths", _myth),
        ("Short pages", "Each may be given to anybody as a leaflet, with only what is for everyone.", "pieces", _piece),
        ("Practices", "Attention first, then movement.", "practices", _practice),
    ):
        blocks += _section(title, note, library, kind, told, citations)
    note = "Their order is never shown, and the software opens none. A service may word all of this anew."
    blocks += _section("Stepping stones", note, library, "stages", _stage, citations)
    for rules in library.ground_rules.newest.values():
        blocks += _rules(rules, citations)
    blocks += _section("Ideas for steps", "None is better than another.", library, "step-ideas", _ideas, citations)
    blocks += _section("Words to borrow", "For a talk.", library, "phrases", _phrases, citations)
    note = (
        "No dose, and no conversion. Every page says: never stop or change a medicine alone or suddenly. "
        "A service may word all of this anew."
    )
    blocks += _section("Medicines", note, library, "medicine-classes", _medicines, citations)
    blocks += [*_card(library, citations), *_help(library, citations)]
    blocks += [*_sheets(library, citations), *_messages(library, citations), citations.section()]
    return page("What people read", MADE_FROM, INTRODUCTION, *blocks)


def _ordered(library: Library, kind: str) -> list[Any]:
    return sorted(getattr(library, kind.replace("-", "_")).newest.values(), key=attrgetter("order", "id"))


def _section(title: str, note: str, library: Library, kind: str, told: Any, citations: Citations) -> Iterator[str]:
    yield f"## {title}"
    yield note
    for each in _ordered(library, kind):
        name = next(getattr(each, field) for field in NAMED if hasattr(each, field))
        yield f"### {plain(name).rstrip('.')}: `{each.id}`"
        yield from told(each)
        yield from _sources(each.sources, citations)


def _sources(sources: tuple[Source, ...], citations: Citations) -> Iterator[str]:
    yield "Sources:"
    yield citations.mentions(sources)


def _said(paragraphs: Iterable[Any]) -> str:
    """Each paragraph, with whom it is for where that is not everyone."""
    return bullets(f"{_whom(each.only)}{plain(each.text)}" for each in paragraphs)


def _whom(only: Iterable[Only]) -> str:
    shown_to = " and ".join(SHOWN_TO[each] for each in only)
    return f"*{shown_to}:* " if shown_to else ""


def _places(places: list[Place], citations: Citations) -> Iterator[str]:
    yield "## Places on the first page"
    yield "Each with its line, and when it is open."
    rows = [[plain(each.name), plain(each.about), OPENS[each.opens], f"`{each.id}`"] for each in places]
    yield table(["place", "its line", "open", "id"], rows)
    yield from _sources(tuple(dict.fromkeys(source for each in places for source in each.sources)), citations)


def _myth(myth: Myth) -> Iterator[str]:
    yield f"Where it often comes from: {plain(myth.often_from)}"
    yield f"What it may cost: {plain(myth.may_cost)}"
    yield "A fairer view:"
    yield _said(myth.fairer)
    yield f"Something to try: {plain(myth.try_this)}"


def _piece(piece: Piece) -> Iterator[str]:
    yield f"{_whom(piece.only)}{plain(piece.about)}{f' With the picture `{piece.picture}`.' if piece.picture else ''}"
    yield _said(piece.body)
    if piece.try_this:
        yield "To try:"
        yield _said(piece.try_this)
    if piece.always:
        yield "Picked for everyone."
    elif piece.for_whom:
        yield "Picked where the newest answers are:"
        yield bullets(" and ".join(_asked(each) for each in reason.all_of) for reason in piece.for_whom)


def _asked(condition: Condition) -> str:
    told = [f"{words} {value}" for name, words in COMPARED if (value := getattr(condition, name)) is not None]
    told += [f"one of {', '.join(map(str, condition.one_of))}"] if condition.one_of else []
    return f"`{condition.questionnaire}`, `{condition.item}`: {' and '.join(told)}"


def _practice(practice: Practice) -> Iterator[str]:
    yield f"{plain(practice.about)} {SETTINGS[practice.setting]}. The timer begins at {practice.minutes} minutes."
    yield _said(practice.steps)


def _stage(stage: Stage) -> Iterator[str]:
    for field, heading in FORMS.items():
        paragraphs = getattr(stage, field)
        if paragraphs:
            yield heading
            yield _said(paragraphs)
    yield f"Told to staff: {plain(stage.for_staff)}"


def _rules(rules: GroundRules, citations: Citations) -> Iterator[str]:
    yield f"### {plain(rules.name)}: `{rules.id}`"
    yield _said(rules.rules)
    yield f"Told to staff: {plain(rules.for_staff)}"
    yield from _sources(rules.sources, citations)


def _ideas(group: StepIdeas) -> Iterator[str]:
    gentle = " Offered first, and to whoever wants no touch." if group.gentle else ""
    yield f"{plain(group.about)}{gentle}"
    yield _said(group.ideas)


def _phrases(group: Phrases) -> Iterator[str]:
    yield plain(group.about)
    yield _said(group.phrases)


def _medicines(told: MedicineClass) -> Iterator[str]:
    yield f"{plain(told.examples)}{'' if told.settled else ' The page says that studies disagree.'}"
    yield _said(told.paragraphs)


def _card(library: Library, citations: Citations) -> Iterator[str]:
    yield "## The flare-up card"
    yield (
        "Until somebody made a plan of their own, this stands on it; afterwards their own words do. "
        "A service may word it anew."
    )
    for card in library.cards.newest.values():
        for part in card.parts:
            yield f"{plain(part.heading)}:"
            yield bullets([*map(plain, part.general), *(_from_plan(each.item, each.label) for each in part.words)])
        yield "Always at the end:"
        yield bullets(map(plain, card.always))
        yield from _sources(card.sources, citations)


def _from_plan(item: str, label: str) -> str:
    return f"*from the plan:* `{item}`{f', under: {plain(label)}' if label else ''}"


def _help(library: Library, citations: Citations) -> Iterator[str]:
    yield "## When to get help"
    yield "The same page for everyone, from everywhere. A service may word it anew, and says until when it was checked."
    for told in library.help_pages.newest.values():
        yield bullets(map(plain, told.before))
        for urgency in told.urgencies:
            yield f"{plain(urgency.heading)}:"
            yield bullets(map(plain, urgency.signs))
        yield "Afterwards:"
        yield bullets(map(plain, told.after))
        yield f"Where no service is known: {plain(told.support)}"
        yield from _sources(told.sources, citations)


def _sheets(library: Library, citations: Citations) -> Iterator[str]:
    yield "## In a group"
    yield (
        "What is said to everybody before a session, the exercise, the sheet to take home and what may be tried until "
        "the next. How a session is run stands under [groups](sessions.md). A service may word all of this anew."
    )
    held = (each for programme in library.programmes.in_order for each in programme.sessions)
    for session in (library.sessions.newest[each] for each in held):
        yield f"### {plain(session.name)}: `{session.id}`"
        yield "Said before it begins:"
        yield bullets(map(plain, session.notice))
        yield f"The exercise, {plain(session.exercise.title)}: {plain(session.exercise.aim)}"
        yield bullets([*map(plain, session.exercise.steps), f"Instead: {plain(session.exercise.instead)}"])
        yield f"The sheet, {plain(session.handout.title)}:"
        yield _said(session.handout.body)
        if session.handout.try_this:
            yield "To try:"
            yield _said(session.handout.try_this)
        yield "Until the next session:"
        yield _said(session.practice)
        yield from _sources(session.sources, citations)


def _messages(library: Library, citations: Citations) -> Iterator[str]:
    yield "## Messages that ask somebody back"
    yield "One address each, only where the person said that it is safe. In braces stands what each service fills in."
    for each in sorted(library.messages.newest.values(), key=lambda told: list(MessageStep).index(told.step)):
        yield f"### {plain(each.name)}: `{each.id}`"
        yield f"Subject: {plain(each.subject)}"
        for way, wording in (("E-mail", each.email), ("Text message", each.sms), ("Letter", each.letter)):
            for held, words in (("with a code", wording.with_code), ("without one", wording.without_code)):
                yield f"{way}, {held}:"
                yield bullets(map(plain, words))
        yield from _sources(each.sources, citations)
