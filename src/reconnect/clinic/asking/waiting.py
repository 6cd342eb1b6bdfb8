"""What goes with which answer: a day to ask again with "not now" only, how deep to go with "yes" only."""

from datetime import date, timedelta

from reconnect.clinic.asking.models import Said

LONGEST = timedelta(days=5 * 366)  # a day further off is a slip of the keyboard

NO_LEVEL = "Only “yes” goes this far. Leave it empty."


def waiting_problem(answer: str, said_on: date, ask_again_on: date) -> str:
    """What is wrong with the day to ask again, or ""."""
    if answer != Said.NOT_NOW:
        return "Only “not now” has a day to ask again. Leave it empty."
    if ask_again_on <= said_on:
        return "This day must come after the day on which they said it."
    if ask_again_on > said_on + LONGEST:
        return "This day is more than five years off: look at the year again."
    return ""
