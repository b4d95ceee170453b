"""The addresses of Heard and of the ways in."""

from django.urls import path

from hovmester.house.web.views import channels, heard

urlpatterns = [
    path("", heard.heard, name="heard"),
    path("arrivals/", heard.arrivals, name="arrivals"),
    path("channels/", channels.channels, name="channels"),
    path("channels/<slug:key>/secret/", channels.secret, name="channel-secret"),
    path("<int:pk>/", heard.message, name="message"),
    path("<int:pk>/wish/", heard.wish, name="message-wish"),
    path("<int:pk>/replies/", heard.reply, name="message-replies"),
    path("<int:pk>/correction/", heard.correction, name="message-correction"),
    path("<int:pk>/setting-aside/", heard.setting_aside, name="message-setting-aside"),
]
