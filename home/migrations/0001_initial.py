import conference.core.fixed_pages
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferenceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='clé')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='chargé le')),
            ],
            options={
                'verbose_name': 'repère du chargement',
                'verbose_name_plural': 'repères du chargement',
            },
        ),
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page de contact',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContentPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('role', models.CharField(blank=True, choices=[('', 'page ordinaire'), ('legal', 'mentions légales'), ('privacy', 'données personnelles'), ('accessibility', 'accessibilité')], default='', editable=False, max_length=20)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='texte')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page de texte',
                'verbose_name_plural': 'pages de texte',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('headline', models.CharField(blank=True, max_length=160, verbose_name='accroche')),
                ('introduction', models.TextField(blank=True, help_text='Deux ou trois phrases.', verbose_name='introduction')),
                ('sections', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='sections')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'accueil',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='MenuEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('location', models.CharField(choices=[('header', 'en-tête'), ('understand', 'pied de page\xa0: comprendre'), ('follow', 'pied de page\xa0: participer'), ('legal', 'pied de page\xa0: cadre légal')], max_length=20, verbose_name='où')),
                ('label', models.CharField(blank=True, help_text='Vide\xa0: le titre de la page.', max_length=60, verbose_name='texte')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='menu_entries', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'entrée de menu',
                'verbose_name_plural': 'entrées de menu',
                'ordering': ['location', 'sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MissionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='suite')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page de la mission',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='SiteMapPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'plan du site',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
    ]
