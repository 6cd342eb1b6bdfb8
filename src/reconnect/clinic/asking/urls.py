"""Addresses: ids are random and say nothing; a block's is its name among all blocks."""

from django.urls import path

from reconnect.clinic.asking import views

urlpatterns = [
    path("", views.may_be_asked, name="may_be_asked"),
    path("p/<uuid:person_id>/", views.asking, name="asking"),
    path("p/<uuid:person_id>/permission/", views.permission, name="permission"),
    path("p/<uuid:person_id>/b/<slug:block_id>/", views.block, name="block"),
    path("p/<uuid:person_id>/b/<slug:locked_id>/unlock/", views.unlock, name="unlock"),
    path("p/<uuid:person_id>/b/<slug:locked_id>/lock/", views.lock, name="lock"),
    path("w/<uuid:permission_id>/mistake/", views.mistaken_permission, name="mistaken_permission"),
    path("r/<uuid:response_id>/", views.response, name="response"),
    path("r/<uuid:response_id>/sealed/", views.sealed_answers, name="sealed_answers"),
]
