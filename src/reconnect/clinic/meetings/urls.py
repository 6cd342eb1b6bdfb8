"""Addresses that tell nothing: a session is named by an id that nobody can guess."""

from django.urls import path

from reconnect.clinic.meetings import views

urlpatterns = [
    path("", views.own_group, name="own_group"),
    path("<uuid:meeting_id>/", views.own_session, name="own_session"),
]
