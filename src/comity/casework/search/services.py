"""Making the index anew, after a restored backup or a change of how words are cut."""

from django.db import transaction

from comity.casework.search.indexing import catch_up
from comity.casework.search.models import SearchEntry, SearchMark, SearchWord


@transaction.atomic
def rebuild() -> int:
    """Throw the index away and make it again; the records and the log stay as they are."""
    SearchWord.objects.all().delete()
    SearchEntry.everything.all().delete()
    SearchMark.objects.all().delete()
    return catch_up()
