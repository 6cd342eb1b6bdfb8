"""Words to say beside a step."""

from enum import StrEnum


class Step(StrEnum):
    PERMISSION = "permission"
    BLOCK = "block"


def words_for(member, step, block=None):
    return ()
