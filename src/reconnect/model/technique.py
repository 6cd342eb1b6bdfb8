"""A technique: what a team does within a component."""

from dataclasses import dataclass

from reconnect.model.discipline import Discipline
from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class Lead:
    """Who may lead a technique, and where that list comes from: the paper does not assign professions."""

    disciplines: tuple[Discipline, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Technique:
    """One line of the paper's table 1: aim, what the team does, who may lead, what it draws on."""

    id: str
    version: int
    component: str
    order: int
    name: str
    aim: str
    application: tuple[str, ...]
    draws_on: tuple[str, ...]
    lead: Lead
    sources: tuple[Source, ...]
