"""The person's own addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("begin/", views.begin_tool, name="begin_tool"),
    path("help/", views.when_to_get_help, name="when_to_get_help"),
    path("t/<uuid:tool_id>/", views.tool, name="tool"),
    path("t/<uuid:tool_id>/<int:number>/", views.tool_part, name="tool_part"),
    path("t/<uuid:tool_id>/<int:number>/save/", views.tool_save, name="tool_save"),
    path("t/<uuid:tool_id>/send/", views.tool_send, name="tool_send"),
]
