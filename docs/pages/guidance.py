"""guidance.md: words for the moment of asking, and the rehearsals to practise them in."""

from collections.abc import Iterator

from pages.citations import Citations
from pages.markdown import bullets, page, plain
from reconnect.model.guidance import Guidance, Step
from reconnect.model.load import shipped_library
from reconnect.model.rehearsal import Rehearsal

INTRODUCTION = """
Words that a member of staff may say, by where in the work they are for. They are offered: nobody is scored on them, and
no clinician has signed them off. Each asks for leave anew, ends with a review, and says what is better left unsaid.
A service may edit them. Afterwards stand the rehearsals: situations that two members of staff play through together.
"""
STEPS = {
    Step.OFFERING: "Offering closeness as a goal",
    Step.ASKING: "Asking",
    Step.SAFETY_ALONE: "Asking about safety, alone",
    Step.ASSESSING: "The blocks of the assessment",
    Step.FORMULATING: "Making sense of it together",
    Step.EXPLAINING: "Explaining",
    Step.TARGETS: "Agreeing a target",
    Step.UNHELPFUL_WEEK: "After a week that did not help",
    Step.NOT_NOW: "Not now, or no",
    Step.DISCLOSURE: "A disclosure",
    Step.CLOSING: "Closing",
}


def guidance_page() -> str:
    """The page's text."""
    citations = Citations()
    library, blocks = shipped_library(), []
    places = {each.id: each.order for each in library.questionnaires.newest.values()}
    for step, title in STEPS.items():
        blocks.append(f"## {title}")
        found = [each for each in library.guidance.newest.values() if each.step is step]
        for guidance in sorted(found, key=lambda each: (len(each.disciplines), places.get(each.block, 0), each.id)):
            blocks += _guidance(guidance, citations)
    blocks.append("## Rehearsals")
    skills = [item.id for item in library.questionnaires.newest["confidence-in-skills"].items]
    for rehearsal in sorted(library.rehearsals.newest.values(), key=lambda each: skills.index(each.skill)):
        blocks += _rehearsal(rehearsal, citations)
    made_from = "src/reconnect/content/guidance and src/reconnect/content/rehearsals"
    return page("Guidance and rehearsals", made_from, INTRODUCTION, *blocks, citations.section())


def _guidance(guidance: Guidance, citations: Citations) -> Iterator[str]:
    yield f"### {plain(guidance.name)}: `{guidance.id}`"
    facts = [f"Level: {guidance.level}", f"For: {', '.join(guidance.disciplines) or 'everyone'}"]
    yield bullets([*facts, f"Block: `{guidance.block}`"] if guidance.block else facts)
    lists = {
        "To begin:": guidance.openers,
        "How common it is:": guidance.normalising,
        "Asking for leave:": guidance.permission,
        "Where somebody is not ready:": guidance.motivational,
        "To end with:": guidance.review,
    }
    for title, lines in lists.items():
        if lines:
            yield title
            yield bullets(f'"{plain(line)}"' for line in lines)
    yield "Better left unsaid:"
    yield bullets(f'"{plain(each.say)}" {plain(each.why)}' for each in guidance.avoid)
    yield "Sources:"
    yield citations.mentions(guidance.sources)


def _rehearsal(rehearsal: Rehearsal, citations: Citations) -> Iterator[str]:
    yield f"### {plain(rehearsal.name)}: `{rehearsal.id}`"
    yield bullets(
        [
            f"Skill: `{rehearsal.skill}`",
            f"Situation: {plain(rehearsal.situation)}",
            f"You are: {plain(rehearsal.you_are)}",
            f"They are: {plain(rehearsal.they_are)}",
        ]
    )
    yield "To try:"
    yield bullets(map(plain, rehearsal.to_try))
    yield "Afterwards:"
    yield bullets(map(plain, rehearsal.afterwards))
    yield "Sources:"
    yield citations.mentions(rehearsal.sources)
