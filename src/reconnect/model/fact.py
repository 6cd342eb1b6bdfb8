"""What is known of a course of care before a contact, as rules may name it."""

from collections.abc import Mapping
from enum import StrEnum


class Fact(StrEnum):
    """Yes or no, or a whole number. What is not known is neither, and meets no rule."""

    NO_CONTACT_YET = "no-contact-yet"
    ASKED = "asked"  # whether intimacy may be talked of
    SAID_NO = "said-no"
    SAID_NOT_NOW = "said-not-now"
    MAY_ASK_AGAIN = "may-ask-again"  # the day has come on which staff may gently ask again
    FLAG_OPEN = "flag-open"
    MISSED_LAST_CONTACT = "missed-last-contact"
    LOSS = "loss"  # a bereavement or a separation in the last 90 days
    NEW_EVENT = "new-event"  # something in life began since the last contact
    FLARE = "flare"  # since the last contact
    UNHELPFUL_WEEK = "unhelpful-week"  # what was tried since the last contact made it harder, or they said so there
    HELPED = "helped"  # something that was tried since the last contact helped
    TRIED = "tried"  # since the last contact
    MEDICINE_QUESTION = "medicine-question"  # noted for a prescriber since the last contact
    FORMULATED = "formulated"  # at least one arrow is accepted
    PLAN_AGREED = "plan-agreed"
    PARTNER_NOT_LOOKED_INTO = "partner-not-looked-into"  # one is noted, and nobody found yet whether it is safe
    IMPORTANCE = "importance"  # 0 to 10, as the person said last
    CONFIDENCE = "confidence"  # 0 to 10
    WEEKS_SINCE_CONTACT = "weeks-since-contact"  # whole weeks


Known = Mapping[Fact, int | bool | None]
NUMBERS = frozenset({Fact.IMPORTANCE, Fact.CONFIDENCE, Fact.WEEKS_SINCE_CONTACT})
