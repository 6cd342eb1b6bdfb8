"""Addresses: ids are random and say nothing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
