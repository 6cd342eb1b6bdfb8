"""Staff's addresses of answering in the room."""

from django.urls import path

from reconnect.clinic.tablet import views

urlpatterns = [
    path("", views.room_tablet, name="room_tablet"),
    path("end/", views.end_tablet, name="end_tablet"),
    path("sheets/", views.code_sheets, name="code_sheets"),
]
