import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('confirm', 'confirmer l’inscription'), ('ticket', 'billet'), ('link', 'lien renvoyé'), ('changed', 'changement annoncé'), ('event_cancelled', 'événement annulé'), ('cancelled', 'inscription annulée')], max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('recipients', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registration_notices', to='events.eventpage')),
            ],
            options={
                'verbose_name': 'annonce aux personnes inscrites',
                'verbose_name_plural': 'annonces aux personnes inscrites',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='courriel')),
                ('email_key', models.CharField(blank=True, editable=False, max_length=254)),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('organisation_kind', models.CharField(blank=True, choices=[('association', 'une association'), ('entreprise', 'une entreprise'), ('collectivite', 'une collectivité'), ('etat', 'l’État'), ('fondation', 'une fondation'), ('enseignement', 'l’enseignement ou la recherche'), ('accompagnateur', 'un réseau d’accompagnement'), ('citoyen', 'moi-même, à titre personnel'), ('autre', 'autre')], max_length=20, verbose_name='au titre de')),
                ('answers', models.JSONField(blank=True, default=dict, editable=False, verbose_name='réponses')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='reçue le')),
                ('submission_key', models.CharField(blank=True, db_default='', default='', editable=False, max_length=64)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.eventpage', verbose_name='événement')),
            ],
            options={
                'verbose_name': 'inscription',
                'verbose_name_plural': 'inscriptions',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='prénom')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='nom')),
                ('status', models.CharField(choices=[('unconfirmed', 'à confirmer'), ('confirmed', 'confirmée'), ('expired', 'non confirmée à temps'), ('cancelled', 'annulée'), ('anonymised', 'effacée')], default='unconfirmed', max_length=20, verbose_name='état')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='modifiée le')),
                ('held_until', models.DateTimeField(editable=False, null=True, verbose_name='à confirmer avant')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmée le')),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='annulée le')),
                ('anonymised_at', models.DateTimeField(editable=False, null=True, verbose_name='effacée le')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendees', to='events.eventpage', verbose_name='événement')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='registrations.registration')),
            ],
            options={
                'verbose_name': 'personne inscrite',
                'verbose_name_plural': 'personnes inscrites',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RegistrationGate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='fermées le')),
                ('announced', models.JSONField(default=dict)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='registration_gate', to='events.eventpage')),
            ],
            options={
                'verbose_name': 'guichet des inscriptions',
                'verbose_name_plural': 'guichets des inscriptions',
            },
        ),
        migrations.CreateModel(
            name='RegistrationLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='le')),
                ('actor', models.CharField(choices=[('visitor', 'la personne'), ('team', 'l’équipe'), ('site', 'le site')], max_length=10, verbose_name='par')),
                ('from_status', models.CharField(blank=True, choices=[('unconfirmed', 'à confirmer'), ('confirmed', 'confirmée'), ('expired', 'non confirmée à temps'), ('cancelled', 'annulée'), ('anonymised', 'effacée')], max_length=20, verbose_name='de')),
                ('to_status', models.CharField(choices=[('unconfirmed', 'à confirmer'), ('confirmed', 'confirmée'), ('expired', 'non confirmée à temps'), ('cancelled', 'annulée'), ('anonymised', 'effacée')], max_length=20, verbose_name='à')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='remarque')),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='registrations.attendee')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='registrations.registration')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ligne du journal',
                'verbose_name_plural': 'journal',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RegistrationMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='identifiant')),
                ('state', models.CharField(choices=[('queued', 'en attente'), ('sent', 'envoyé'), ('failed', 'en échec'), ('dropped', 'sans objet')], db_index=True, default='queued', max_length=10, verbose_name='état')),
                ('to', models.EmailField(blank=True, max_length=254, verbose_name='destinataire')),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='objet')),
                ('text', models.TextField(blank=True, verbose_name='texte envoyé')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='demandé le')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='envoyé le')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='essais')),
                ('last_error', models.CharField(blank=True, max_length=80, verbose_name='dernière erreur')),
                ('kind', models.CharField(choices=[('confirm', 'confirmer l’inscription'), ('ticket', 'billet'), ('link', 'lien renvoyé'), ('changed', 'changement annoncé'), ('event_cancelled', 'événement annulé'), ('cancelled', 'inscription annulée')], max_length=40, verbose_name='sujet')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registration_mails', to='events.eventpage', verbose_name='événement')),
                ('notice', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='registrations.notice')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='registrations.registration', verbose_name='inscription')),
            ],
            options={
                'verbose_name': 'courriel',
                'verbose_name_plural': 'courriels',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegistrationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enabled', models.BooleanField(default=True, verbose_name='inscriptions')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='Vide\xa0: sans limite.', null=True, verbose_name='nombre de places')),
                ('closes_at', models.DateTimeField(blank=True, help_text='Vide\xa0: au début de l’événement.', null=True, verbose_name='fin des inscriptions')),
                ('event', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='registration_settings', to='events.eventpage')),
            ],
            options={
                'verbose_name': 'réglages des inscriptions',
                'verbose_name_plural': 'réglages des inscriptions',
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('email_key', models.CharField(db_index=True, max_length=254)),
                ('applicant', models.JSONField()),
                ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.eventpage')),
            ],
            options={
                'verbose_name': 'formulaire envoyé',
                'verbose_name_plural': 'formulaires envoyés',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('email_key', ''), _negated=True), fields=('event', 'email_key'), name='one_registration_an_address'),
        ),
        migrations.AddIndex(
            model_name='attendee',
            index=models.Index(fields=['event', 'status'], name='attendee_event_status'),
        ),
        migrations.AddIndex(
            model_name='attendee',
            index=models.Index(fields=['status', 'held_until'], name='attendee_status_held_until'),
        ),
        migrations.AddConstraint(
            model_name='attendee',
            constraint=models.UniqueConstraint(fields=('registration',), name='one_attendee_a_registration'),
        ),
        migrations.AddConstraint(
            model_name='registrationmail',
            constraint=models.UniqueConstraint(fields=('notice', 'registration'), name='one_mail_a_notice'),
        ),
        migrations.AddConstraint(
            model_name='registrationsettings',
            constraint=models.UniqueConstraint(fields=('event',), name='one_settings_an_event'),
        ),
    ]
