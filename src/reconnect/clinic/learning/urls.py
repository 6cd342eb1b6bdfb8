"""Addresses that tell nothing: no topic, no id that can be guessed."""

from django.urls import path

from reconnect.clinic.learning import views

urlpatterns = [
    path("", views.leaflets, name="leaflets"),
    path("<str:piece_address>/", views.piece, name="piece"),
]
