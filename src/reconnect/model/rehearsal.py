"""A situation that two members of staff play through, to practise one skill."""

from dataclasses import dataclass

from reconnect.model.source import Source


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """``you_are`` and ``they_are`` are the two parts; ``to_try`` is what the first may try, ``afterwards`` what both
    talk about when it is over. ``skill`` is an item of the questionnaire on confidence in skills.
    """

    id: str
    version: int
    name: str
    skill: str
    situation: str
    you_are: str
    they_are: str
    to_try: tuple[str, ...]
    afterwards: tuple[str, ...]
    sources: tuple[Source, ...]
