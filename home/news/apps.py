from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "home.news"
    label = "news"
    verbose_name = "Actualités"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import cloths  # noqa: F401  (what it says of shared pages)
        from .forms import NewsPageForm
        from .models import NewsPage

        # As Wagtail gives Page its own form: the form may know the models, and they need not know it.
        NewsPage.base_form_class = NewsPageForm
