"""Staff's addresses of programmes. A printed sheet may show its address, so none says what it is about."""

from django.urls import path

from reconnect.clinic.programmes import views

urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("p/<str:programme_address>/", views.change_programme, name="programme"),
    path("s/<str:plan_address>/", views.session_plan, name="session_plan"),
    path("s/<str:plan_address>/change/", views.change_session_plan, name="change_session_plan"),
    path("s/<str:plan_address>/words/", views.change_words, name="change_session_words"),
    path("s/<str:plan_address>/<int:plan_version>/handout/", views.handout, name="handout_sheet"),
    path("s/<str:plan_address>/<int:plan_version>/run-sheet/", views.run_sheet, name="run_sheet"),
]
