"""The person's own addresses: ids are random and say nothing."""

from django.urls import path

from reconnect.clinic.home.views import own, tools

urlpatterns = [
    path("", own.home, name="home"),
    path("begin/", tools.begin_tool, name="begin_tool"),
    path("t/<uuid:tool_id>/", tools.tool, name="tool"),
    path("t/<uuid:tool_id>/<int:number>/", tools.tool_part, name="tool_part"),
    path("t/<uuid:tool_id>/<int:number>/save/", tools.tool_save, name="tool_save"),
    path("t/<uuid:tool_id>/send/", tools.tool_send, name="tool_send"),
    path("k/", own.kept, name="kept"),
    path("k/<uuid:kept_id>/", own.kept_one, name="kept_one"),
    path("k/<uuid:kept_id>/give/", own.give_kept, name="give_kept"),
    path("k/<uuid:kept_id>/away/", own.put_away, name="put_away"),
    path("s/", own.speak, name="speak"),
]
