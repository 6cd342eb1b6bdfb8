"""Addresses that tell nothing: no topic, no id that can be guessed."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
