"""Search over everything that the person may see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from comity.casework.access import Permission, require
from comity.casework.search.indexing import catch_up
from comity.casework.search.models import SearchEntry
from comity.casework.search.selectors import MOST, search
from comity.web.asking import Asking, page

# What a thing found is -> the page on which it stands, and whether that page is its own.
_PAGES: dict[str, tuple[str, bool]] = {
    "case": ("case", False),
    "note": ("case", False),
    "record": ("case-records", False),
    "party": ("party", True),
    "asset": ("case-assets", False),
    "request": ("request", True),
    "evidence": ("evidence-item", True),
    "task": ("task", True),
    "ledger": ("money-ledger", True),
    "trace": ("money-trace", True),
    "ownership": ("ownership", True),
}


@require_http_methods(["GET", "POST"])
@page
def search_page(asking: Asking) -> HttpResponse:
    """What has all the words of the question, the best first, each with its place in the text.

    A name that is sought is sent in the body, so that it stands in no address, history or list of a proxy.
    """
    require(Permission.CASE_LIST, asking.who)
    question = asking.text("q")[:200]
    catch_up()
    answer = search(asking.who, question) if question else None
    hits = [(hit, address_of(hit.entry)) for hit in answer.hits] if answer else []
    context = {"question": question, "answer": answer, "hits": hits, "most": MOST}
    return render(asking.http, "search.html", context)


def address_of(entry: SearchEntry) -> str:
    """The page on which a thing that was found stands."""
    name, own = _PAGES[entry.subject]
    return reverse(name, args=[entry.record if own else entry.case_id])
