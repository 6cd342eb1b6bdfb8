"""What somebody told that must not wait."""

from enum import StrEnum


class FlagKind(StrEnum):
    """Each kind has a route and a clock of its own (content/routes)."""

    SELF_HARM = "self-harm"
    ABUSE = "abuse"  # or fear of somebody, or touch without consent
    ASSAULT = "assault"
    AT_RISK = "at-risk"  # a child, or an adult who cannot keep safe
    URGENT_MEDICAL = "urgent-medical"
    MEDICAL = "medical"
    TRAUMA = "trauma"
    PSYCHOSEXUAL = "psychosexual"
