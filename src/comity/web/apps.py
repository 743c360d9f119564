"""The web rooms as a Django application, for its static files and templates."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the pages with Django."""

    name = "comity.web"
    label = "web"
