import conference.core.fixed_pages
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Chantier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='clé')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('impulsion', models.CharField(blank=True, max_length=200, verbose_name='impulsion')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
            ],
            options={
                'verbose_name': 'chantier',
                'verbose_name_plural': 'chantiers',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Dimension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='clé')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('horizon_min', models.PositiveSmallIntegerField(verbose_name='horizon\xa0: de, en mois')),
                ('horizon_max', models.PositiveSmallIntegerField(verbose_name='horizon\xa0: à, en mois')),
                ('purpose', models.TextField(verbose_name='intention')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
            ],
            options={
                'verbose_name': 'dimension',
                'verbose_name_plural': 'dimensions',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='adresse')),
                ('title', models.CharField(max_length=120, verbose_name='titre')),
                ('date', models.DateField(verbose_name='date de publication')),
                ('comment', models.TextField(blank=True, verbose_name='commentaire')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'bilan',
                'verbose_name_plural': 'bilans',
                'ordering': ['date'],
            },
        ),
        migrations.CreateModel(
            name='Tool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='clé')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
            ],
            options={
                'verbose_name': 'outil',
                'verbose_name_plural': 'outils',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('number', models.PositiveSmallIntegerField(editable=False, unique=True, verbose_name='numéro')),
                ('title', models.CharField(max_length=250, verbose_name='titre exact')),
                ('short_title', models.CharField(max_length=80, verbose_name='titre court')),
                ('keyword', models.CharField(help_text='Écrit sur le croisement du tableau\xa0: un ou deux mots.', max_length=30, verbose_name='mot-clé')),
                ('slug', models.SlugField(editable=False, unique=True, verbose_name='adresse')),
                ('summary', models.TextField(blank=True, help_text='Deux ou trois phrases.', verbose_name='résumé')),
                ('body', wagtail.fields.RichTextField(blank=True, verbose_name='texte')),
                ('lead', models.CharField(blank=True, help_text='Qui porte la mesure, si c’est publié.', max_length=200, verbose_name='pilote')),
                ('chantiers', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='measures', to='measures.chantier', verbose_name='chantiers')),
                ('dimension', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='measures.dimension', verbose_name='dimension')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'mesure',
                'verbose_name_plural': 'mesures',
                'ordering': ['number'],
            },
            bases=(wagtail.models.preview.PreviewableMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='MeasuresPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page des mesures',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='TimelineEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField(verbose_name='date')),
                ('text', models.CharField(max_length=300, verbose_name='texte')),
            ],
            options={
                'verbose_name': 'étape de la mission',
                'verbose_name_plural': 'étapes de la mission',
                'ordering': ['date', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('date', 'text'), name='timeline_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.SlugField(blank=True, db_index=False, help_text='Un niveau de l’échelle de ce bilan. Vide\xa0: «\xa0niveau non publié\xa0».', verbose_name='niveau')),
                ('comment', models.TextField(blank=True, verbose_name='commentaire')),
                ('date_of_fact', models.DateField(blank=True, null=True, verbose_name='date du fait')),
                ('evidence', models.URLField(blank=True, verbose_name='preuve')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='measures.measure', verbose_name='mesure')),
                ('review', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='assessments', to='measures.review')),
            ],
            options={
                'verbose_name': 'appréciation',
                'verbose_name_plural': 'appréciations',
                'ordering': ['measure__number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'measure'), name='assessment_once')],
            },
        ),
        migrations.CreateModel(
            name='ScaleStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='clé')),
                ('label', models.CharField(max_length=80, verbose_name='intitulé')),
                ('published_total', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nombre de mesures publié')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='ordre')),
                ('review', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='scale', to='measures.review')),
            ],
            options={
                'verbose_name': 'niveau',
                'verbose_name_plural': 'niveaux',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('review', 'key'), name='scale_step_once')],
            },
        ),
    ]
