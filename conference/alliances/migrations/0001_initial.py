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
            name='AllianceIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page des alliances',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='AlliancePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('territory', models.CharField(blank=True, help_text='Par exemple «\xa0Pays de Redon\xa0».', max_length=120, verbose_name='territoire')),
                ('summary', models.TextField(help_text='Deux ou trois phrases.', verbose_name='résumé')),
                ('need', wagtail.fields.RichTextField(blank=True, verbose_name='le besoin')),
                ('answer', wagtail.fields.RichTextField(blank=True, verbose_name='la réponse')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                ('sdgs_proposed', models.BooleanField(default=False, help_text='Coché tant que les partenaires ne les ont pas validés.', verbose_name='ODD proposés par l’équipe du site')),
                ('from_public_sources', models.BooleanField(default=False, help_text='Coché tant que les partenaires n’ont pas relu la fiche.', verbose_name='établie d’après des sources publiques')),
                ('listed_as', models.CharField(editable=False, max_length=255, null=True)),
                ('last_verified_at', models.DateField(blank=True, null=True, verbose_name='vérifiée le')),
                ('body', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='suite')),
                ('measures', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='alliances', to='measures.measure', verbose_name='mesures servies')),
                ('region', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alliances', to='regions.region', verbose_name='région')),
                ('sdgs', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='alliances', to='core.sdg', verbose_name='objectifs de développement durable')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'alliance',
                'verbose_name_plural': 'alliances',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=160, verbose_name='nom')),
                ('kind', models.CharField(blank=True, choices=[('association', 'association'), ('entreprise', 'entreprise'), ('collectivite', 'collectivité'), ('etat', 'État'), ('fondation', 'fondation'), ('enseignement', 'enseignement et recherche'), ('accompagnateur', 'accompagnateur'), ('citoyen', 'citoyens'), ('autre', 'autre')], max_length=20, verbose_name='monde')),
                ('alliance', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='alliances.alliancepage')),
            ],
            options={
                'verbose_name': 'partenaire',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionalAlliancesPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'alliances d’une région',
                'verbose_name_plural': 'alliances des régions',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('value', models.CharField(blank=True, max_length=40, verbose_name='chiffre')),
                ('text', models.CharField(max_length=200, verbose_name='résultat')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                ('alliance', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='alliances.alliancepage')),
            ],
            options={
                'verbose_name': 'résultat',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='alliancepage',
            index=models.Index(fields=['listed_as'], name='alliance_listed'),
        ),
    ]
