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
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('image', 4), ('quote', 7), ('figures', 13), ('measures', 19), ('call_to_action', 23), ('documents', 26)], blank=True, block_lookup={0: ('conference.core.blocks.ParagraphBlock', (), {}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce que l’image apprend à qui ne la voit pas. Vide si elle est décorative.', 'label': 'Texte de remplacement', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Légende et crédit', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Citation'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Auteur ou autrice', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('author', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Chiffre', 'max_length': 20}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Ce qu’il compte', 'max_length': 120}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('value', 8), ('label', 9), ('source', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'Chiffres', 'max_num': 6, 'min_num': 1}), 13: ('wagtail.blocks.StructBlock', [[('figures', 12)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('chosen', 'Les mesures choisies ci-dessous'), ('dimension', 'Toute une dimension'), ('board', 'Le tableau des 21 mesures')], 'label': 'Quelles mesures'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Titre', 'max_length': 120, 'required': False}), 16: ('wagtail.snippets.blocks.SnippetChooserBlock', ('measures.Measure',), {'label': 'Mesure'}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'help_text': 'Dans l’ordre où elles seront montrées.', 'label': 'Mesures choisies'}), 18: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('operationnelle', 'Mesures opérationnelles'), ('strategique', 'Mesures stratégiques'), ('politique', 'Mesures politiques')], 'label': 'Dimension', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('mode', 14), ('title', 15), ('measures', 17), ('dimension', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Un verbe d’abord.', 'label': 'Texte du bouton', 'max_length': 60}), 21: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page du site', 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'label': 'Ou adresse d’un autre site', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('text', 20), ('page', 21), ('url', 22)]], {}), 24: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'Documents', 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 15), ('documents', 25)]], {})}, verbose_name='suite')),
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
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('image', 4), ('quote', 7), ('figures', 13), ('measures', 19), ('call_to_action', 23), ('documents', 26)], blank=True, block_lookup={0: ('conference.core.blocks.ParagraphBlock', (), {}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce que l’image apprend à qui ne la voit pas. Vide si elle est décorative.', 'label': 'Texte de remplacement', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Légende et crédit', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Citation'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Auteur ou autrice', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('author', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Chiffre', 'max_length': 20}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Ce qu’il compte', 'max_length': 120}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('value', 8), ('label', 9), ('source', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'Chiffres', 'max_num': 6, 'min_num': 1}), 13: ('wagtail.blocks.StructBlock', [[('figures', 12)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('chosen', 'Les mesures choisies ci-dessous'), ('dimension', 'Toute une dimension'), ('board', 'Le tableau des 21 mesures')], 'label': 'Quelles mesures'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Titre', 'max_length': 120, 'required': False}), 16: ('wagtail.snippets.blocks.SnippetChooserBlock', ('measures.Measure',), {'label': 'Mesure'}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'help_text': 'Dans l’ordre où elles seront montrées.', 'label': 'Mesures choisies'}), 18: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('operationnelle', 'Mesures opérationnelles'), ('strategique', 'Mesures stratégiques'), ('politique', 'Mesures politiques')], 'label': 'Dimension', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('mode', 14), ('title', 15), ('measures', 17), ('dimension', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Un verbe d’abord.', 'label': 'Texte du bouton', 'max_length': 60}), 21: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page du site', 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'label': 'Ou adresse d’un autre site', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('text', 20), ('page', 21), ('url', 22)]], {}), 24: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'Documents', 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 15), ('documents', 25)]], {})}, verbose_name='suite')),
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
