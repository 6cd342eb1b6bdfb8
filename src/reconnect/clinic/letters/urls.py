"""Addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.letters import views

urlpatterns = [
    path("templates/", views.templates, name="letter_templates"),
    path("templates/<slug:letter_template>/", views.template, name="letter_template"),
    path("p/<uuid:person_id>/", views.letters, name="letters"),
    path("p/<uuid:person_id>/new/", views.new_letter, name="new_letter"),
    path("<uuid:letter_id>/", views.letter, name="letter"),
    path("<uuid:letter_id>/words/", views.draft, name="letter_draft"),
    path("<uuid:letter_id>/send/", views.send, name="send_letter"),
    path("<uuid:letter_id>/discard/", views.discard, name="discard_letter"),
    path("<uuid:letter_id>/again/", views.again, name="redraft_letter"),
    path("<uuid:letter_id>/<str:letter_file>", views.document, name="letter_file"),
]
