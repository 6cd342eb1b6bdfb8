"""How somebody asked their pages to speak."""

from reconnect.clinic.people.models import Episode
from reconnect.clinic.questionnaires.models import EntryCode, Response, ResponseQuerySet
from reconnect.clinic.questionnaires.told import Told, newest_of
from reconnect.model.voice import WORDS, Voice

ASKED = "how-pages-speak"
LONGEST = 40  # letters of somebody's own word: pages say it many times


def asked_to_speak(code: EntryCode) -> Response | None:
    """The newest that the holder of the code sent or kept, with its answers; it alone counts, and whole."""
    return _newest(Response.objects.live().opened_by(code))


def asked_in(episode: Episode) -> Response | None:
    """The same of the person of the episode, for those who speak with them."""
    return _newest(Response.objects.live().filter(episode=episode, occasion=None))


def _newest(found: ResponseQuerySet) -> Response | None:
    given = found.filter(questionnaire_id=ASKED).kept()
    return given.order_by("kept_at", "id").select_related("service").prefetch_related("answers").last()


def voice_of(code: EntryCode) -> Voice:
    """What the holder of the code said last, sent or kept. Two or three queries.

    Until a person said so, their pages speak of a partner only where one is noted. A partner's always speak of one.
    """
    newest = asked_to_speak(code)
    told = {item: each for (_, item), each in newest_of([newest] if newest else []).items()}
    words = {word: told[f"word-{word}"].words for word in WORDS if f"word-{word}" in told}
    penetration = "penetration" not in told or told["penetration"].value != 0
    return Voice(_partner(code, told.get("partner")), penetration, {word: own for word, own in words.items() if own})


def _partner(code: EntryCode, told: Told | None) -> bool:
    if code.partner_id is not None:
        return True
    if told is not None and told.value is not None:
        return told.value > 0
    return bool(code.person.partners.filter(ended_at=None).exists())
