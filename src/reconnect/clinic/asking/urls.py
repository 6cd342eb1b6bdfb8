"""Addresses: ids are random and say nothing; a block is a number."""

from django.urls import path

from reconnect.clinic.asking import views

urlpatterns = [
    path("", views.may_be_asked, name="may_be_asked"),
    path("words/", views.words, name="words"),
    path("p/<uuid:person_id>/", views.asking, name="asking"),
    path("p/<uuid:person_id>/permission/", views.permission, name="permission"),
    path("p/<uuid:person_id>/b/<int:block_number>/", views.block, name="block"),
    path("p/<uuid:person_id>/b/<int:locked_number>/unlock/", views.unlock, name="unlock"),
    path("p/<uuid:person_id>/b/<int:locked_number>/lock/", views.lock, name="lock"),
    path("w/<uuid:permission_id>/mistake/", views.mistaken_permission, name="mistaken_permission"),
    path("r/<uuid:response_id>/", views.response, name="response"),
    path("r/<uuid:response_id>/back/", views.response_back, name="response_back"),
    path("r/<uuid:response_id>/sealed/", views.sealed_answers, name="sealed_answers"),
]
