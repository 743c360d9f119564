"""The office as one Django application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Registers the record of the office with Django."""

    name = "comity.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Office"
