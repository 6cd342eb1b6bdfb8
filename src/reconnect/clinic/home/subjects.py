"""What a sheet is filled in for: the belief, the practice or the stone, said so that nobody has to remember it."""

from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.sensations.queries import stages_of
from reconnect.model.load import shipped_library
from reconnect.model.voice import Voice


def subject_of(response: Response, voice: Voice) -> str:
    """Its name in the reader's own words; "" where it is about nothing, or about something they wrote themselves."""
    if not response.about:
        return ""
    library = shipped_library()
    names = {each.id: each.belief for each in library.myths.newest.values()}
    names |= {each.id: each.name for each in library.practices.newest.values()}
    names |= {each.id: each.name for each in stages_of(response.service)}
    return voice.say(names.get(response.about, ""))
