"""Addresses that tell nothing: no topic, no id that can be guessed."""

from django.urls import path

from reconnect.clinic.medicines import views

urlpatterns = [
    path("", views.medicines, name="medicines"),
    path("k/<str:medicine_class>/", views.medicine_class, name="medicine_class"),
]
