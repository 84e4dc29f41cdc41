import conference.core.fixed_pages
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('measures', '0001_initial'),
        ('regions', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConferenceIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page des éditions',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='LocalConferencePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('host_team', models.CharField(blank=True, help_text='Qui reçoit, en une ligne.', max_length=200, verbose_name='équipe d’accueil')),
                ('introduction', models.TextField(blank=True, help_text='Deux ou trois phrases.', verbose_name='introduction')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='nom du contact')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='adresse du contact')),
                ('body', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='suite')),
                ('region', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='local_page', to='regions.region', verbose_name='région')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'conférence locale',
                'verbose_name_plural': 'conférences locales',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='NationalConferencePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('theme', models.CharField(blank=True, max_length=200, verbose_name='thème')),
                ('start_date', models.DateField(null=True, verbose_name='premier jour')),
                ('end_date', models.DateField(blank=True, help_text='Vide\xa0: un seul jour.', null=True, verbose_name='dernier jour')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='lieu')),
                ('introduction', models.TextField(blank=True, help_text='Deux ou trois phrases.', verbose_name='introduction')),
                ('programme', wagtail.fields.RichTextField(blank=True, verbose_name='programme')),
                ('replay_url', models.URLField(blank=True, help_text='Montrée une fois l’édition passée.', verbose_name='adresse de la rediffusion')),
                ('body', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='suite')),
                ('measures', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='editions', to='measures.measure', verbose_name='mesures à l’honneur')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'édition nationale',
                'verbose_name_plural': 'éditions nationales',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='KeyFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('value', models.CharField(max_length=20, verbose_name='chiffre')),
                ('label', models.CharField(max_length=120, verbose_name='ce qu’il compte')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('edition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='key_figures', to='conference.nationalconferencepage')),
            ],
            options={
                'verbose_name': 'chiffre clé',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EditionPartner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=160, verbose_name='nom')),
                ('url', models.URLField(blank=True, verbose_name='site')),
                ('edition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='conference.nationalconferencepage')),
            ],
            options={
                'verbose_name': 'partenaire',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EditionDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.resource', verbose_name='document')),
                ('edition', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='conference.nationalconferencepage')),
            ],
            options={
                'verbose_name': 'document',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page des régions',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
    ]
