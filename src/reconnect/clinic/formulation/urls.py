"""Addresses of formulations: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.formulation import views

urlpatterns = [
    path("p/<uuid:person_id>/", views.formulation, name="formulation"),
    path("e/<uuid:episode_id>/begin/", views.begin, name="begin_formulation"),
    path("f/<uuid:formulation_id>/versions/", views.versions, name="formulation_versions"),
    path("v/<uuid:formulation_version_id>/", views.version, name="formulation_version"),
    path("v/<uuid:formulation_version_id>/edit/", views.edit, name="edit_formulation"),
    path("v/<uuid:formulation_version_id>/print/", views.on_paper, name="formulation_on_paper"),
]
