"""The knowledge room as a Django application."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Registers what was learnt with Django."""

    name = "comity.knowledge"
    label = "knowledge"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Knowledge"
