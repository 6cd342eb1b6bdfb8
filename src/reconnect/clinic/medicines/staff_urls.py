"""The staff's addresses about somebody's medicines: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.medicines import views

urlpatterns = [
    path("p/<uuid:person_id>/", views.medicines_of, name="medicines_of"),
    path("e/<uuid:episode_id>/total/", views.new_total, name="new_total"),
    path("t/<uuid:total_id>/back/", views.total_back, name="total_back"),
    path("e/<uuid:episode_id>/note/", views.new_agreed_note, name="new_agreed_note"),
    path("n/<uuid:agreed_note_id>/back/", views.agreed_note_back, name="agreed_note_back"),
]
