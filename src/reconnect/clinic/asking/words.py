"""Words to say beside a step: the service's own edition, for everyone and for the member's discipline."""

from collections.abc import Iterable
from dataclasses import replace

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.asking.models import Permission, Said
from reconnect.clinic.library.content import newest
from reconnect.model.discipline import Discipline
from reconnect.model.guidance import Guidance, Level, Step
from reconnect.model.questionnaire import Questionnaire

Words = tuple[Guidance, ...]
DEEPER = tuple(Level)  # each level goes deeper than the one before
ORDER = tuple(Step)


def all_words(member: Member) -> Words:
    """Every piece, by step and level; of one level what is for everyone comes first."""
    found = newest(member.service, "guidance").values()
    return tuple(sorted(found, key=lambda each: (ORDER.index(each.step), DEEPER.index(each.level), each.disciplines)))


def words_at(member: Member, *steps: Step) -> Words:
    """Those of these steps that belong to no block."""
    return tuple(each for each in _for(member, all_words(member)) if each.step in steps and not each.block)


def words_to_ask(member: Member, said: Permission | None) -> Words:
    """Those for asking leave, or for what they said: after "no" there is nothing to ask, nor to weigh again."""
    if said is None:
        return words_at(member, Step.OFFERING, Step.ASKING)
    if said.answer == Said.NO:
        heard = words_at(member, Step.NOT_NOW)
        return tuple(replace(each, permission=(), motivational=(), review=()) for each in heard)
    if said.answer == Said.NOT_NOW:
        return words_at(member, Step.OFFERING, Step.NOT_NOW)
    return words_at(member, Step.ASKING, Step.CLOSING)


def words_of_block(member: Member, block: Questionnaire) -> Words:
    """Its own, and where it asks about safety what that needs: nobody else in the room, and what to do with a yes."""
    found = _for(member, all_words(member))
    steps = {Step.SAFETY_ALONE, Step.DISCLOSURE} if any(item.sealed for item in block.items) else set()
    own = tuple(each for each in found if each.block == block.id)
    return own + tuple(each for each in found if each.step in steps)


def _for(member: Member, found: Iterable[Guidance]) -> Words:
    """Those written for everyone, or for the member's discipline."""
    if not member.discipline:
        return tuple(each for each in found if not each.disciplines)
    return tuple(each for each in found if each.is_for(Discipline(member.discipline)))
