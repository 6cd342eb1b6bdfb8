"""Addresses for the phones in the room. They tell nothing, and nothing in them is anybody's."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
