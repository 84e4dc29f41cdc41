import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='DemoAccount',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'compte de démonstration',
                'verbose_name_plural': 'comptes de démonstration',
            },
        ),
        migrations.CreateModel(
            name='FilledField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('field', models.CharField(max_length=60, verbose_name='champ')),
                ('before', models.JSONField(null=True, verbose_name='avant')),
                ('put', models.JSONField(null=True, verbose_name='mis par la démonstration')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'champ rempli par la démonstration',
                'verbose_name_plural': 'champs remplis par la démonstration',
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'field'), name='filled_field_once')],
            },
        ),
    ]
