"""What comes from the phones: an answer, which only raises a number, and a question, which is only words.

Neither is in the audit trail. An event has a moment and a place in a chain, and one event for each answer would say
when somebody answered, beside all that they did under their own name. What staff do with the room is there instead.

This is as far as a database goes. Whoever copies the server's disk after every answer sees what each of them changed.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone

from reconnect.clinic.audit.transaction import action
from reconnect.clinic.groups.models import Session
from reconnect.clinic.polls.models import Question, RoomDoor, Tally
from reconnect.errors import ActionDenied

MOST = 60  # questions a session: more than a group asks, and an end to what one phone can fill it with


@action
def count_answer(*, door: RoomDoor, poll_id: UUID, choice: str, at: datetime | None = None) -> None:
    """Raise the number of one answer by one. Raises ActionDenied where the poll is closed, or the room is."""
    _refuse_closed(door, at)
    open_ones = Tally.objects.filter(poll_id=poll_id, poll__session_id=door.session_id, poll__closed_at=None)
    if not open_ones.filter(choice=choice).update(count=F("count") + 1):
        raise ActionDenied("This is closed now. Your answer was not counted.")


@action
def put_in_box(*, door: RoomDoor, words: str, id: UUID | None = None, at: datetime | None = None) -> None:  # noqa: A002
    """Keep a question without a trace of who sent it or when. With an ``id``, once, however often it is sent.

    All questions of the session are written anew, in the order of their random ids: a new row at the end of the table
    would say which came last, by the place or the transaction that the database notes for each.
    """
    _refuse_closed(door, at)
    door.session.hold()
    if Question.objects.filter(pk=id).exists():
        return
    kept = list(Question.objects.filter(session=door.session_id))
    if len(kept) >= MOST:
        raise ActionDenied("The box is full. Please ask the people who lead the group.")
    new = Question(id=id or uuid4(), service_id=door.service_id, session_id=door.session_id, words=words)
    _write_anew(door.session, [*kept, new])


def _write_anew(session: Session, questions: list[Question]) -> None:
    Question.objects.filter(session=session).delete()
    Question.objects.bulk_create(sorted(questions, key=lambda each: each.pk.hex))


def _refuse_closed(door: RoomDoor, at: datetime | None) -> None:
    """By the door as it stands now, not as it was when the page was drawn."""
    if not RoomDoor.objects.filter(pk=door.pk, code=door.code, opens_until__gt=at or timezone.now()).exists():
        raise ActionDenied("The room is closed now. What you sent was not kept.")
