import conference.core.choice_lists
import conference.core.fixed_pages
import django.db.models.deletion
import events.models.search_term
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('conference', '0001_initial'),
        ('core', '0001_initial'),
        ('measures', '0001_initial'),
        ('regions', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'agenda',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('start', models.DateTimeField(null=True, verbose_name='début')),
                ('end', models.DateTimeField(null=True, verbose_name='fin')),
                ('times_known', models.BooleanField(default=True, verbose_name='heures connues')),
                ('date_uncertain', models.BooleanField(default=False, verbose_name='date à confirmer')),
                ('time_zone', models.CharField(default='Europe/Paris', max_length=40, verbose_name='fuseau horaire')),
                ('format', models.CharField(choices=[('presentiel', 'présentiel'), ('en-ligne', 'en ligne'), ('hybride', 'hybride')], default='presentiel', max_length=20, verbose_name='format')),
                ('kind', models.CharField(choices=[('rencontre', 'rencontre'), ('atelier', 'atelier'), ('seminaire', 'séminaire'), ('forum', 'forum'), ('diner', 'dîner'), ('webinaire', 'webinaire'), ('journee-apprentissage', 'journée d’apprentissage')], default='rencontre', max_length=30, verbose_name='type')),
                ('audiences', conference.core.choice_lists.ChoiceListField(blank=True, default=list, verbose_name='publics')),
                ('summary', models.TextField(help_text='Deux ou trois phrases, montrées dans l’agenda.', verbose_name='résumé')),
                ('body', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='suite')),
                ('venue_name', models.CharField(blank=True, max_length=160, verbose_name='nom du lieu')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='adresse')),
                ('postcode', models.CharField(blank=True, max_length=5, verbose_name='code postal')),
                ('town', models.CharField(blank=True, max_length=100, verbose_name='ville')),
                ('department', models.CharField(blank=True, max_length=60, verbose_name='département')),
                ('access_note', models.TextField(blank=True, help_text='Transports, entrée de plain-pied, boucle magnétique…', verbose_name='venir et accéder')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('online_url', models.URLField(blank=True, help_text='Envoyé aux seules personnes inscrites.', verbose_name='lien de connexion')),
                ('contact_email', models.EmailField(blank=True, help_text='Vide\xa0: le contact de l’équipe de la région.', max_length=254, verbose_name='contact')),
                ('organised_by_others', models.BooleanField(default=False, verbose_name='organisé par d’autres acteurs')),
                ('status', models.CharField(choices=[('scheduled', 'maintenu'), ('postponed', 'reporté'), ('cancelled', 'annulé')], default='scheduled', editable=False, max_length=20, verbose_name='état')),
                ('status_reason', models.TextField(blank=True, editable=False, verbose_name='raison')),
                ('status_changed_at', models.DateTimeField(editable=False, null=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('over_at', models.DateTimeField(editable=False, null=True)),
                ('listed_until', models.DateTimeField(editable=False, null=True)),
                ('edition', models.ForeignKey(blank=True, help_text='L’édition que cette session décline localement.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='conference.nationalconferencepage', verbose_name='édition nationale')),
                ('measures', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='events', to='measures.measure', verbose_name='mesures servies')),
                ('region', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='regions.region', verbose_name='région')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'événement',
                'verbose_name_plural': 'événements',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventSearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', events.models.search_term.TermField(db_index=True, max_length=40)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_terms', to='events.eventpage')),
            ],
        ),
        migrations.CreateModel(
            name='RegionalAgendaPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'agenda d’une région',
                'verbose_name_plural': 'agendas des régions',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('start', models.DateTimeField(null=True, verbose_name='début')),
                ('end', models.DateTimeField(blank=True, null=True, verbose_name='fin')),
                ('title', models.CharField(max_length=200, verbose_name='titre')),
                ('kind', models.CharField(blank=True, choices=[('accueil', 'accueil'), ('ouverture', 'ouverture'), ('pleniere', 'plénière'), ('table-ronde', 'table ronde'), ('temoignage', 'témoignage'), ('atelier', 'atelier'), ('visite', 'visite'), ('temps-convivial', 'temps convivial'), ('cloture', 'clôture')], max_length=20, verbose_name='type')),
                ('room', models.CharField(blank=True, max_length=80, verbose_name='salle')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='events.eventpage')),
            ],
            options={
                'verbose_name': 'temps de l’agenda',
                'verbose_name_plural': 'temps de l’agenda',
                'ordering': ['start', 'sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='nom')),
                ('role', models.CharField(blank=True, max_length=160, verbose_name='fonction')),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='personne fictive')),
                ('region', models.ForeignKey(blank=True, help_text='Vide\xa0: intervenant national.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='regions.region', verbose_name='région')),
            ],
            options={
                'verbose_name': 'intervenante ou intervenant',
                'verbose_name_plural': 'intervenantes et intervenants',
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='SessionSpeaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('session', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_speakers', to='events.session')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_roles', to='events.speaker', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'intervention',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventSpeaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='event_speakers', to='events.eventpage')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='event_roles', to='events.speaker', verbose_name='personne')),
            ],
            options={
                'verbose_name': 'intervention',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='eventpage',
            index=models.Index(fields=['over_at'], name='event_over_at'),
        ),
        migrations.AddIndex(
            model_name='eventpage',
            index=models.Index(fields=['listed_until', 'start'], name='event_listed'),
        ),
        migrations.AddIndex(
            model_name='eventpage',
            index=models.Index(fields=['start', 'page_ptr', 'listed_until'], name='event_in_order'),
        ),
        migrations.AddIndex(
            model_name='eventsearchterm',
            index=models.Index(fields=['term', 'event'], name='search_term_begins', opclasses=['varchar_pattern_ops', 'int4_ops']),
        ),
        migrations.AddConstraint(
            model_name='eventsearchterm',
            constraint=models.UniqueConstraint(fields=('term', 'event'), name='search_term_once'),
        ),
    ]
