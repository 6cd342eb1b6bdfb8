"""Addresses that tell nothing."""

from django.urls import path

from reconnect.clinic.change import views

urlpatterns = [path("", views.change, name="change")]
