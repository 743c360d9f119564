"""Every refusal in one shape: the sentences, each with its field."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from comity.casework.access import NotAllowedError
from comity.casework.lifecycle import GuardError
from comity.casework.records.services import ChangedMeanwhileError
from comity.common.errors import ComityError
from comity.web.api.auth import ScopeError
from comity.web.asking import lines
from comity.web.labels import say


class RevisionError(ComityError):
    """A change was asked for without, or with an older, revision."""

    def __init__(self, sentence: str, status: int) -> None:
        self.status = status
        super().__init__(sentence)


def answer(api: NinjaAPI, request: HttpRequest, status: int, sentences: list[dict[str, str]]) -> HttpResponse:
    """One refusal."""
    errors = [{"sentence": one["text"], "field": one["field"]} for one in sentences]
    response: HttpResponse = api.create_response(request, {"errors": errors}, status=status)
    return response


def add_to(api: NinjaAPI) -> None:
    """Tell the interface how each kind of error is answered."""

    @api.exception_handler(ComityError)
    def _comity(request: HttpRequest, error: ComityError) -> HttpResponse:
        return answer(api, request, _status(error), lines(error))

    @api.exception_handler(ValidationError)
    def _shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
        told = [{"text": str(one["msg"]), "field": ".".join(map(str, one["loc"][1:]))} for one in error.errors]
        return answer(api, request, 422, told)

    @api.exception_handler(Http404)
    def _nothing(request: HttpRequest, _error: Http404) -> HttpResponse:
        return _said(request, 404, say("There is no such page, or it is not yours to see"))

    @api.exception_handler(AuthenticationError)
    def _nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        response = _said(request, 401, say("Sign in, or send a key made on your account page"))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(Throttled)
    def _often(request: HttpRequest, error: Throttled) -> HttpResponse:
        response = _said(request, 429, say("Too many requests; wait a little"))
        if error.wait:
            response["Retry-After"] = str(int(error.wait) + 1)
        return response

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return _said(request, error.status_code, str(error))

    def _said(request: HttpRequest, status: int, text: str) -> HttpResponse:
        return answer(api, request, status, [{"text": text, "field": ""}])


def _status(error: ComityError) -> int:
    if isinstance(error, RevisionError):
        return error.status
    if isinstance(error, NotAllowedError | ScopeError):
        return 403
    if isinstance(error, ChangedMeanwhileError):
        return 412
    return 409 if isinstance(error, GuardError) else 422
