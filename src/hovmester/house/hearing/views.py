"""The public wish form: for any guest, without JavaScript or cookies, in three languages. And its QR code to print."""

import secrets

import segno
from django import forms
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hovmester.house.hearing import knocking
from hovmester.house.hearing.actions import take_in
from hovmester.house.hearing.errors import HearingError
from hovmester.house.hearing.item import AUTHOR_MOST, NAME_MOST, TEXT_MOST, Item
from hovmester.house.hearing.models import Channel
from hovmester.house.people.access import public, staff

FORM_TEXT_MOST = min(5_000, TEXT_MOST)
_nonces = signing.Signer(salt="hovmester.hearing.ask")


class AskForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your wish, in your own words"),
        help_text=gettext_lazy("What, where and by when. Nothing is too odd to ask."),
        max_length=FORM_TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_MOST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reach = forms.CharField(
        label=gettext_lazy("How can we answer you?"),
        help_text=gettext_lazy("A mail address or a phone number. We use it for this wish alone."),
        max_length=AUTHOR_MOST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    # Nobody sees this field but programs that fill in everything.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty, then send again."))
        return ""


# Nobody is signed in here, so there is nobody a forged request could act for; a guest without cookies is heard, too.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, language: str = "") -> HttpResponse:
    language = _known(language)
    with translation.override(language):
        form = AskForm(request.POST or None)
        status = 200
        if request.method == "POST":
            status = 422
            if knocking.too_often(request):
                form.add_error(None, _("Many wishes came from where you are. Wait ten minutes, or call us."))
                status = 429
            elif form.is_valid() and _is_heard(form, request):
                return SeeOther(reverse("ask-thanks", args=[language]))
        nonce = request.POST.get("nonce") or _nonces.sign(secrets.token_urlsafe(16))
        return render(
            request, "hearing/ask.html", {"form": form, "nonce": nonce, **_common(language)}, status=status
        )


@public
@require_safe
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    language = _known(language)
    with translation.override(language):
        return render(request, "hearing/thanks.html", _common(language))


@staff
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """One sheet for the wall or the table."""
    address = request.build_absolute_uri(reverse("ask"))
    code = segno.make(address, error="q", micro=False).svg_inline(
        omitsize=True, border=0, svgclass="code", lineclass=None
    )
    invitations = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            invitations.append((language, _("What would you like?")))
    context = {"address": address, "code": mark_safe(code), "invitations": invitations}  # noqa: S308  made here
    return render(request, "hearing/poster.html", context)


class SeeOther(HttpResponseRedirect):
    status_code = 303


def _known(language: str) -> str:
    """Of the form's languages: the one in the address, else the one the browser asks for."""
    known = dict(settings.LANGUAGES)
    if language and language not in known:
        raise Http404
    return language or (translation.get_language() or "en").split("-")[0]


def _is_heard(form: AskForm, request: HttpRequest) -> bool:
    said = form.cleaned_data
    try:
        item = Item(
            external_id=_nonce(request), text=said["text"], author=said["reach"], author_name=said["name"]
        )
    except HearingError as error:
        form.add_error(None, error.message)
        return False
    channel, _made = Channel.objects.get_or_create(
        key="ask", defaults={"kind": Channel.Kind.FORM, "name": _("Wish form")}
    )
    take_in(channel=channel, items=[item], now=request.now)  # type: ignore[attr-defined]
    return True


def _nonce(request: HttpRequest) -> str:
    """Sent twice by an impatient thumb, a wish is heard once. A nonce that is not ours counts as none."""
    try:
        return _nonces.unsign(request.POST.get("nonce", ""))
    except signing.BadSignature:
        return secrets.token_urlsafe(16)


def _common(language: str) -> dict[str, object]:
    return {"language": language, "languages": settings.LANGUAGES}
