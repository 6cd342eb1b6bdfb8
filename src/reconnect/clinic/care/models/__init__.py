"""What a course of care holds, a noun a module."""

from reconnect.clinic.care.models.contact import Attendance, Contact, ContactLeader, ContactMinutes, HandsOn, How
from reconnect.clinic.care.models.life_event import Barrier, LifeEvent
from reconnect.clinic.care.models.private_note import NoteReading, PrivateNote
from reconnect.clinic.care.models.referral import Referral, Status, StatusChange

__all__ = [
    "Attendance",
    "Barrier",
    "Contact",
    "ContactLeader",
    "ContactMinutes",
    "HandsOn",
    "How",
    "LifeEvent",
    "NoteReading",
    "PrivateNote",
    "Referral",
    "Status",
    "StatusChange",
]
