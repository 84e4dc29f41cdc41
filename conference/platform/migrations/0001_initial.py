from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='BackupRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='nom')),
                ('location', models.CharField(max_length=500, verbose_name='lieu')),
                ('made_at', models.DateTimeField(db_index=True, verbose_name='faite le')),
                ('size', models.PositiveBigIntegerField(verbose_name='taille')),
                ('files', models.PositiveIntegerField(verbose_name='fichiers')),
            ],
            options={
                'verbose_name': 'sauvegarde',
                'verbose_name_plural': 'sauvegardes',
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='ChoreRun',
            fields=[
                ('name', models.CharField(max_length=200, primary_key=True, serialize=False, verbose_name='nom')),
                ('due_at', models.DateTimeField(verbose_name='prévue le')),
                ('started_at', models.DateTimeField(null=True, verbose_name='commencée le')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finie le')),
                ('worker_id', models.CharField(blank=True, default='', max_length=64, verbose_name='processus')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='échecs de suite')),
            ],
            options={
                'verbose_name': 'tâche périodique',
                'verbose_name_plural': 'tâches périodiques',
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('key', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='clé')),
                ('count', models.PositiveIntegerField(verbose_name='compte')),
                ('expires_at', models.PositiveBigIntegerField(db_index=True, verbose_name='périme à')),
            ],
            options={
                'verbose_name': 'compteur',
                'verbose_name_plural': 'compteurs',
            },
        ),
        migrations.CreateModel(
            name='Generation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='le')),
            ],
            options={
                'verbose_name': 'changement de ce que les pages montrent',
                'verbose_name_plural': 'changements de ce que les pages montrent',
            },
        ),
        migrations.CreateModel(
            name='SharedEntry',
            fields=[
                ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name='clé')),
                ('value', models.TextField(verbose_name='valeur')),
                ('expires', models.DateTimeField(db_index=True, verbose_name='périme le')),
            ],
            options={
                'verbose_name': 'entrée partagée',
                'verbose_name_plural': 'entrées partagées',
            },
        ),
        migrations.CreateModel(
            name='WorkerLease',
            fields=[
                ('worker_id', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='processus')),
                ('started_at', models.DateTimeField(verbose_name='démarré le')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='vivant jusqu’au')),
            ],
            options={
                'verbose_name': 'bail d’un processus',
                'verbose_name_plural': 'baux des processus',
            },
        ),
    ]
