import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountMail',
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
                ('kind', models.CharField(choices=[('invitation', 'invitation'), ('reset', 'nouveau mot de passe'), ('password_changed', 'mot de passe changé'), ('factor_added', 'second facteur ajouté'), ('factor_removed', 'second facteur retiré'), ('factor_reset', 'seconds facteurs réinitialisés'), ('codes_renewed', 'codes de secours renouvelés'), ('address_changed', 'adresse changée'), ('notice', 'avis de relecture ou de commentaire')], max_length=40, verbose_name='sujet')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='compte')),
            ],
            options={
                'verbose_name': 'courriel de compte',
                'verbose_name_plural': 'courriels de compte',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
            },
        ),
    ]
