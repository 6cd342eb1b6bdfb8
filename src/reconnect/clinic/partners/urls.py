"""Addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.partners import views

urlpatterns = [
    path("p/<uuid:person_id>/", views.partner, name="partner"),
    path("p/<uuid:person_id>/new/", views.new_partner, name="new_partner"),
    path("t/<uuid:partner_id>/finding/", views.finding, name="finding"),
    path("t/<uuid:partner_id>/mode/", views.mode, name="partner_mode"),
    path("t/<uuid:partner_id>/end/", views.ending, name="end_partner"),
    path("t/<uuid:partner_id>/note/", views.new_partner_note, name="new_partner_note"),
    path("n/<uuid:partner_note_id>/", views.partner_note, name="partner_note"),
    path("n/<uuid:partner_note_id>/back/", views.partner_note_back, name="partner_note_back"),
]
