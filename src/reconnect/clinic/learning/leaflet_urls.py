"""Where anybody may read a piece: eight letters and figures, which say nothing of it."""

from django.urls import path

from reconnect.clinic.learning import views

urlpatterns = [path("<str:piece_address>/", views.leaflet, name="leaflet")]
