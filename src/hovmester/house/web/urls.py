"""The addresses of the shared pages."""

from django.urls import path

from hovmester.house.web.views import board, doors, preferences

urlpatterns = [
    path("", board.board, name="board"),
    path("board/", board.board_rows, name="board-rows"),
    path("sign-in/", doors.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", doors.sign_in_link, name="sign-in-link"),
    path("sign-out/", doors.sign_out, name="sign-out"),
    path("password/", doors.password, name="password"),
    path("language/", preferences.language, name="language"),
    path("look/", preferences.look, name="look"),
    path("wishes/<int:pk>/", board.board, name="wish"),
    path("promises/<int:pk>/", board.board, name="promise"),
]
