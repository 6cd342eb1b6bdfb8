"""The desk's addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.desk import views

urlpatterns = [
    path("", views.people, name="caseload"),
    path("p/<uuid:person_id>/", views.person, name="person"),
    path("p/<uuid:person_id>/before/", views.before_contact, name="before_contact"),
    path("o/<uuid:occasion_id>/code/", views.code, name="code"),
    path("o/<uuid:occasion_id>/code/withdraw/", views.withdraw_code, name="withdraw_code"),
    path("o/<uuid:occasion_id>/<slug:questionnaire_id>/", views.paper, name="paper"),
]
