"""Addresses for the phones in the room. They tell nothing, and nothing in them is anybody's."""

from django.urls import path

from reconnect.clinic.polls.views import phones

urlpatterns = [
    path("", phones.enter_room, name="enter_room"),
    path("<str:room_code>/", phones.room, name="room"),
    path("<str:room_code>/a/", phones.answer_poll, name="answer_poll"),
    path("<str:room_code>/b/", phones.ask_room, name="ask_room"),
    path("<str:room_code>/c/", phones.room_mark, name="room_mark"),
    path("<str:room_code>/wall/", phones.wall, name="wall"),
]
