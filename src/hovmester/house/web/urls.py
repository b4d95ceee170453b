"""The addresses of the shared pages."""

from django.urls import path

from hovmester.house.web.views import board, doors, entries, notices, preferences, promise, steps, wish

urlpatterns = [
    path("", board.board, name="board"),
    path("board/", board.board_rows, name="board-rows"),
    path("sign-in/", doors.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", doors.sign_in_link, name="sign-in-link"),
    path("sign-out/", doors.sign_out, name="sign-out"),
    path("password/", doors.password, name="password"),
    path("language/", preferences.language, name="language"),
    path("look/", preferences.look, name="look"),
    path("wishes/", wish.wishes, name="wishes"),
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
    path("promises/<int:pk>/", promise.promise, name="promise"),
    path("promises/<int:pk>/outcome/", promise.outcome, name="promise-outcome"),
    path("promises/<int:pk>/calling-off/", promise.calling_off, name="promise-calling-off"),
    path("promises/<int:pk>/miss/", promise.missed, name="promise-miss"),
    path("steps/", steps.steps, name="steps"),
    path("steps/<int:pk>/", steps.step, name="step"),
    path("steps/<int:pk>/start/", steps.start, name="step-start"),
    path("steps/<int:pk>/done/", steps.done, name="step-done"),
    path("steps/<int:pk>/trouble/", steps.trouble, name="step-trouble"),
    path("steps/<int:pk>/handover/", steps.handover, name="step-handover"),
    path("steps/<int:pk>/photo/", steps.photo, name="step-photo"),
    path("notices/", notices.seen, name="notices"),
]
