"""techniques.md: the components of the model and the techniques within them."""

from collections.abc import Iterator

from pages.citations import Citations
from pages.markdown import bullets, page, plain
from reconnect.model.component import Component
from reconnect.model.load import shipped_library
from reconnect.model.technique import Technique

INTRODUCTION = """
The model's components, and what a team does within each. Every entry names where it comes from and how it was checked.
"""


def techniques_page() -> str:
    """The page's text."""
    library, citations = shipped_library(), Citations()
    blocks: list[str] = []
    for component in library.components.in_order:
        blocks += _component(component, citations)
        techniques = [each for each in library.techniques.newest.values() if each.component == component.id]
        for technique in sorted(techniques, key=lambda each: each.order):
            blocks += _technique(technique, citations)
    made_from = "src/reconnect/content/components and src/reconnect/content/techniques"
    return page("Components and techniques", made_from, INTRODUCTION, *blocks, citations.section())


def _component(component: Component, citations: Citations) -> Iterator[str]:
    yield f"## {plain(component.name)}"
    yield f"{plain(component.summary)} The model calls this component {plain(component.kind)}."
    yield plain(component.context)
    yield "Sources:"
    yield citations.mentions(component.sources)


def _technique(technique: Technique, citations: Citations) -> Iterator[str]:
    yield f"### {plain(technique.name)}"
    yield f"Aim: {plain(technique.aim)}"
    yield "What the team does:"
    yield bullets(plain(step) for step in technique.application)
    yield f"Who may lead: {', '.join(technique.lead.disciplines)}. {citations.refer(technique.lead.source)}"
    yield f"Draws on: {plain(', '.join(technique.draws_on))}"
    yield "Sources:"
    yield citations.mentions(technique.sources)
