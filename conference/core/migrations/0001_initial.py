from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Sdg',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(unique=True, verbose_name='numéro')),
                ('name', models.CharField(max_length=120, verbose_name='intitulé')),
                ('colour', models.CharField(max_length=7, verbose_name='couleur officielle')),
            ],
            options={
                'verbose_name': 'objectif de développement durable',
                'verbose_name_plural': 'objectifs de développement durable',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publisher', models.CharField(blank=True, help_text='Organisme qui publie le site.', max_length=200, verbose_name='éditeur')),
                ('publication_director', models.CharField(blank=True, help_text='Personne responsable de ce qui est publié, comme le demande la loi.', max_length=200, verbose_name='direction de la publication')),
                ('host', models.TextField(blank=True, help_text='Nom, adresse et téléphone de l’hébergeur.', verbose_name='hébergeur')),
                ('controller', models.CharField(blank=True, help_text='Organisme responsable des données personnelles des inscriptions.', max_length=200, verbose_name='responsable du traitement')),
                ('legal_basis', models.CharField(blank=True, help_text='Ce qui autorise à traiter ces données, par exemple «\xa0mission d’intérêt public\xa0».', max_length=200, verbose_name='base légale')),
                ('data_protection_contact', models.EmailField(blank=True, help_text='Adresse à laquelle chacun exerce ses droits.', max_length=254, verbose_name='contact pour les données personnelles')),
                ('contact_email', models.EmailField(blank=True, help_text='Adresse de l’équipe nationale.', max_length=254, verbose_name='contact national')),
                ('accessibility_email', models.EmailField(blank=True, help_text='Adresse pour signaler un défaut d’accessibilité.', max_length=254, verbose_name='contact pour l’accessibilité')),
                ('footer_text', models.TextField(blank=True, help_text='Une ou deux phrases sous le nom du site.', verbose_name='texte du pied de page')),
                ('demo_loaded_at', models.DateTimeField(editable=False, null=True, verbose_name='contenu de démonstration chargé le')),
            ],
            options={
                'verbose_name': 'éditeur et contacts',
            },
        ),
    ]
