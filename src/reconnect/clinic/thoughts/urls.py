"""Addresses that tell nothing: a belief is named by letters that say nothing of it."""

from django.urls import path

from reconnect.clinic.thoughts import views

urlpatterns = [
    path("", views.beliefs, name="beliefs"),
    path("w/", views.thought_record, name="thought_record"),
    path("b/<slug:belief_address>/", views.belief, name="belief"),
    path("o/<uuid:own_id>/", views.own_belief, name="own_belief"),
]
