"""The public form of the person concerned: it takes what is asked, gives a code, and reveals nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from comity.casework.data_protection.models import Kind, Sender
from comity.casework.data_protection.practice import ANSWER_DAYS, PRACTICE
from comity.casework.data_protection.services import Asked, TooManyError, answers_read, person_request_lodge
from comity.common.errors import ComityError
from comity.web.asking import address_of, complaint
from comity.web.clock import today
from comity.web.fields import Field, filled, options
from comity.web.labels import say


def asked_fields() -> tuple[Field, ...]:
    """What is asked of whoever asks."""
    return (
        Field("kind", say("What do you ask for?"), "choice", options=options(Kind)),
        Field("sender", say("Who asks?"), "choice", options=options(Sender)),
        Field("name", say("Name of the person concerned"), hint=say("As it stands in an identity document")),
        Field("birth_date", say("Day of birth"), "day"),
        Field(
            "contact",
            say("Where an answer reaches you"),
            hint=say("May stay empty: the code is enough to read the answer"),
        ),
        Field(
            "words",
            say("What you want to say"),
            "area",
            say("What is wrong, or what should be done, in your own words"),
        ),
    )


def asked_of(posted: HttpRequest) -> Asked:
    """What was filled in."""

    def text(name: str) -> str:
        return str(posted.POST.get(name, "")).strip()

    return Asked(
        kind=text("kind"),
        sender=text("sender"),
        name=text("name"),
        words=text("words"),
        birth_date=text("birth_date"),
        contact=text("contact"),
    )


@require_http_methods(["GET", "POST"])
def your_data(request: HttpRequest) -> HttpResponse:
    """Take a request of somebody who may have data here; the answer is the same whether they have or not."""
    errors: list[dict[str, str]] = []
    status = 200
    if request.method == "POST":
        try:
            code = person_request_lodge(asked=asked_of(request), address=address_of(request), on=today())
        except TooManyError as error:
            errors, status = complaint(error), 429
        except ComityError as error:
            errors, status = complaint(error), 422
        else:
            return render(request, "your-data-done.html", {"code": code, "days": ANSWER_DAYS, "practice": PRACTICE})
    context = {"fields": filled(asked_fields(), request.POST), "errors": errors}
    return render(request, "your-data.html", context, status=status)


@require_http_methods(["GET", "POST"])
def your_answer(request: HttpRequest) -> HttpResponse:
    """Show the answer under a code; a wrong code and an answer that is not ready look the same."""
    errors: list[dict[str, str]] = []
    answers, asked = [], False
    if request.method == "POST":
        asked = True
        try:
            answers = answers_read(code=str(request.POST.get("code", "")), address=address_of(request))
        except TooManyError as error:
            errors, asked = complaint(error), False
    fields = filled((Field("code", say("Your code")),), {})
    context = {"fields": fields, "errors": errors, "answers": answers, "asked": asked}
    return render(request, "your-answer.html", context, status=429 if errors else 200)
