"""The addresses of the shared pages."""

from django.urls import path

from hovmester.house.web.views import board, doors, entries, preferences, wish

urlpatterns = [
    path("", board.board, name="board"),
    path("board/", board.board_rows, name="board-rows"),
    path("sign-in/", doors.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", doors.sign_in_link, name="sign-in-link"),
    path("sign-out/", doors.sign_out, name="sign-out"),
    path("password/", doors.password, name="password"),
    path("language/", preferences.language, name="language"),
    path("look/", preferences.look, name="look"),
    path("wishes/<int:pk>/", wish.wish, name="wish"),
    path("wishes/<int:pk>/countdown/", wish.countdown, name="wish-countdown"),
    path("wishes/<int:pk>/answer/", wish.answer, name="wish-answer"),
    path("wishes/<int:pk>/permission/", wish.permission, name="wish-permission"),
    path("wishes/<int:pk>/asking/", wish.asking, name="wish-asking"),
    path("wishes/<int:pk>/question/", wish.question, name="wish-question"),
    path("wishes/<int:pk>/decline/", wish.decline, name="wish-decline"),
    path("wishes/<int:pk>/letting-go/", wish.letting_go, name="wish-letting-go"),
    path("wishes/<int:pk>/entries/", entries.of_wish, name="wish-entries"),
    path("promises/<int:pk>/entries/", entries.of_promise, name="promise-entries"),
    path("promises/<int:pk>/", board.board, name="promise"),
]
