"""The addresses of the public wish form."""

from django.urls import path

from hovmester.house.hearing import views

urlpatterns = [
    path("", views.ask, name="ask"),
    path("poster/", views.poster, name="ask-poster"),
    path("<str:language>/", views.ask, name="ask-in"),
    path("<str:language>/thanks/", views.thanks, name="ask-thanks"),
]
