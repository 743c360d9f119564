"""The interface for programs, put together: who may come in, how often, how it refuses, and its document."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.operation import Operation

from comity.web.api import case_library, cases, errors, knowledge, law, money, register, requests, screening
from comity.web.api.auth import BrowserOfPerson, KeyOfPerson, PerPerson
from comity.web.api.shapes import Errors

RATE = "600/m"
_DESCRIPTION = (
    "The same people, policy and services as the pages of the office. A key is made on the account page, for reading "
    "or for reading and writing, for a time; it never signs or sends, because that needs a second factor. Every "
    "refusal has one shape: a list of sentences, each with its field. A change of a request names in If-Match the "
    "ETag that was read."
)


class Interface(NinjaAPI):
    """An interface whose operations are named as their functions are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation in the document."""
        return operation.view_func.__name__


api = Interface(
    title="Comity",
    version="1",
    description=_DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=[KeyOfPerson(), BrowserOfPerson()],
    throttle=PerPerson(RATE),
)
errors.add_to(api)
for part in (cases, register, money, screening, requests, law, knowledge, case_library):
    api.add_router("", part.router)

_REFUSALS = {
    "401": "Nobody was recognised.",
    "403": "The policy does not allow it; the sentence says what is needed.",
    "404": "There is no such thing, or it is not this person's to see.",
    "409": "A guard of the life cycle does not hold; each sentence is one condition.",
    "412": "Somebody else has changed it meanwhile.",
    "422": "What was sent cannot be used; each sentence names its field.",
    "428": "The change names no revision.",
    "429": "Too many requests.",
}


def api_schema() -> dict[str, Any]:
    """The OpenAPI document, every operation with the one shape of its refusals."""
    schema: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1"), default=str))
    schema["components"]["schemas"] |= _error_schemas()
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Errors"}}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            for code, meaning in _REFUSALS.items():
                operation["responses"].setdefault(code, {"description": meaning, "content": content})
    return schema


def _error_schemas() -> dict[str, Any]:
    told = Errors.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**told.pop("$defs"), "Errors": told}


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja calls it by this name
    """The OpenAPI document."""
    return HttpResponse(json.dumps(api_schema(), ensure_ascii=False), content_type="application/json")
