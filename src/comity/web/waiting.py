"""Work that the machine does beside the pages, as a page shows it: begun again where it failed or was cut off."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from comity.casework.background.models import Worked
from comity.casework.background.queue import begin_again
from comity.common.errors import ComityError
from comity.web.asking import Asking, complaint


def begun_again(asking: Asking, record: Worked, page: str, pk: int) -> HttpResponseRedirect:
    """Begin some work again and go back to its page, which says why where it cannot be."""
    try:
        begin_again(record)
    except ComityError as error:
        messages.error(asking.http, complaint(error)[0]["text"])
    return redirect(page, pk)
