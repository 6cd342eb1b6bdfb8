"""The demonstration's addresses."""

from django.urls import path

from reconnect.clinic.demo import views

urlpatterns = [path("<slug:persona>/", views.sign_in, name="demo_sign_in")]
