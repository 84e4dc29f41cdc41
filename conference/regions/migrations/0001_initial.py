import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='nom')),
                ('insee_code', models.CharField(max_length=2, unique=True, verbose_name='code INSEE')),
                ('slug', models.SlugField(unique=True, verbose_name='adresse')),
                ('capital', models.CharField(max_length=60, verbose_name='chef-lieu')),
                ('latitude', models.DecimalField(decimal_places=5, max_digits=8, verbose_name='latitude')),
                ('longitude', models.DecimalField(decimal_places=5, max_digits=8, verbose_name='longitude')),
                ('overseas', models.BooleanField(default=False, verbose_name='outre-mer')),
                ('time_zone', models.CharField(default='Europe/Paris', max_length=40, verbose_name='fuseau horaire')),
            ],
            options={
                'verbose_name': 'région',
                'verbose_name_plural': 'régions',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='RelayTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('publishes_directly', models.BooleanField(default=False, help_text='Décoché\xa0: ce que l’équipe publie attend l’accord d’un modérateur.', verbose_name='publie directement')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='nom du contact')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='adresse du contact')),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='équipe fictive')),
                ('collection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='relay_team', to='wagtailcore.collection')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='relay_team', to='auth.group')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='team', to='regions.region')),
            ],
            options={
                'verbose_name': 'équipe relais',
                'verbose_name_plural': 'équipes relais',
                'ordering': ['region__name'],
            },
        ),
    ]
