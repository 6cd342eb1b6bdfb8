"""Addresses that tell nothing: no topic, no id that can be guessed. All below "card/" is what a phone may keep."""

from django.urls import path

from reconnect.clinic.flares import views

urlpatterns = [
    path("", views.flare_card, name="flare_card"),
    path("all/", views.flare_plan, name="flare_plan"),
    path("all/begin/", views.change_plan, name="change_plan"),
    path("all/away/", views.clear_plan, name="clear_plan"),
    path("card/", views.kept_card, name="kept_card"),
    path("card/worker.js", views.card_worker, name="card_worker"),
    path("card/off/", views.card_off, name="card_off"),
]
