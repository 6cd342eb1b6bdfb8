"""The professions of a multidisciplinary pain team."""

from enum import StrEnum


class Discipline(StrEnum):
    """A clinician's profession; who may lead a technique is told in these."""

    PSYCHOLOGY = "psychology"
    PHYSIOTHERAPY = "physiotherapy"
    NURSING = "nursing"
    MEDICINE = "medicine"
    PHARMACY = "pharmacy"
    OCCUPATIONAL_THERAPY = "occupational therapy"
