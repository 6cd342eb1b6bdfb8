"""Staff's addresses of what a facilitator does with the phones in the room."""

from django.urls import path

from reconnect.clinic.polls.views import desk

urlpatterns = [
    path("<uuid:room_id>/", desk.room_desk, name="room_desk"),
    path("<uuid:room_id>/open/", desk.open_door, name="open_room"),
    path("<uuid:room_id>/close/", desk.close_door, name="close_room"),
    path("<uuid:room_id>/ask/", desk.ask_belief, name="ask_belief"),
    path("<uuid:room_id>/wipe/", desk.wipe_box, name="wipe_box"),
    path("poll/<uuid:poll_id>/close/", desk.end_poll, name="end_poll"),
    path("box/<uuid:box_id>/", desk.place_question, name="place_question"),
]
