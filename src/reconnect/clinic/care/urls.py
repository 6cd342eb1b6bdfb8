"""Addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.care import views

urlpatterns = [
    path("p/<uuid:person_id>/", views.happened, name="timeline"),
    path("p/<uuid:person_id>/event/", views.new_event, name="new_event"),
    path("p/<uuid:person_id>/notes/", views.notes, name="notes"),
    path("p/<uuid:person_id>/notes/new/", views.new_note, name="new_note"),
    path("e/<uuid:episode_id>/contact/", views.new_contact, name="new_contact"),
    path("e/<uuid:episode_id>/referral/", views.new_referral, name="new_referral"),
    path("c/<uuid:contact_id>/", views.contact, name="contact"),
    path("c/<uuid:contact_id>/back/", views.contact_back, name="contact_back"),
    path("r/<uuid:referral_id>/", views.onward, name="onward"),
    path("r/<uuid:referral_id>/correct/", views.correct_onward, name="correct_onward"),
    path("r/<uuid:referral_id>/back/", views.onward_back, name="onward_back"),
    path("v/<uuid:event_id>/", views.event, name="event"),
    path("v/<uuid:event_id>/back/", views.event_back, name="event_back"),
    path("n/<uuid:note_id>/", views.note, name="note"),
    path("n/<uuid:note_id>/back/", views.note_back, name="note_back"),
]
