"""Addresses of messages: what waits and what went, and letters to print."""

from django.urls import path

from reconnect.clinic.outbox import views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("letters/", views.letters_to_print, name="letters_to_print"),
    path("letters/<uuid:message_id>/printed/", views.letter_printed, name="letter_printed"),
]
