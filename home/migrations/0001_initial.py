import conference.core.fixed_pages
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferenceMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='clé')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='chargé le')),
            ],
            options={
                'verbose_name': 'repère du chargement',
                'verbose_name_plural': 'repères du chargement',
            },
        ),
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page de contact',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContentPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('role', models.CharField(blank=True, choices=[('', 'page ordinaire'), ('legal', 'mentions légales'), ('privacy', 'données personnelles'), ('accessibility', 'accessibilité')], default='', editable=False, max_length=20)),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('image', 4), ('quote', 7), ('figures', 13), ('measures', 19), ('call_to_action', 23), ('documents', 26)], blank=True, block_lookup={0: ('conference.core.blocks.ParagraphBlock', (), {}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce que l’image apprend à qui ne la voit pas. Vide si elle est décorative.', 'label': 'Texte de remplacement', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Légende et crédit', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Citation'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Auteur ou autrice', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('author', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Chiffre', 'max_length': 20}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Ce qu’il compte', 'max_length': 120}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('value', 8), ('label', 9), ('source', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'Chiffres', 'max_num': 6, 'min_num': 1}), 13: ('wagtail.blocks.StructBlock', [[('figures', 12)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('chosen', 'Les mesures choisies ci-dessous'), ('dimension', 'Toute une dimension'), ('board', 'Le tableau des 21 mesures')], 'label': 'Quelles mesures'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Titre', 'max_length': 120, 'required': False}), 16: ('wagtail.snippets.blocks.SnippetChooserBlock', ('measures.Measure',), {'label': 'Mesure'}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'help_text': 'Dans l’ordre où elles seront montrées.', 'label': 'Mesures choisies'}), 18: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('operationnelle', 'Mesures opérationnelles'), ('strategique', 'Mesures stratégiques'), ('politique', 'Mesures politiques')], 'label': 'Dimension', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('mode', 14), ('title', 15), ('measures', 17), ('dimension', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Un verbe d’abord.', 'label': 'Texte du bouton', 'max_length': 60}), 21: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page du site', 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'label': 'Ou adresse d’un autre site', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('text', 20), ('page', 21), ('url', 22)]], {}), 24: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'Documents', 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 15), ('documents', 25)]], {})}, verbose_name='texte')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page de texte',
                'verbose_name_plural': 'pages de texte',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('headline', models.CharField(blank=True, max_length=160, verbose_name='accroche')),
                ('introduction', models.TextField(blank=True, help_text='Deux ou trois phrases.', verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('image', 4), ('quote', 7), ('figures', 13), ('measures', 19), ('call_to_action', 23), ('documents', 26)], blank=True, block_lookup={0: ('conference.core.blocks.ParagraphBlock', (), {}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce que l’image apprend à qui ne la voit pas. Vide si elle est décorative.', 'label': 'Texte de remplacement', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Légende et crédit', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Citation'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Auteur ou autrice', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('author', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Chiffre', 'max_length': 20}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Ce qu’il compte', 'max_length': 120}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('value', 8), ('label', 9), ('source', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'Chiffres', 'max_num': 6, 'min_num': 1}), 13: ('wagtail.blocks.StructBlock', [[('figures', 12)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('chosen', 'Les mesures choisies ci-dessous'), ('dimension', 'Toute une dimension'), ('board', 'Le tableau des 21 mesures')], 'label': 'Quelles mesures'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Titre', 'max_length': 120, 'required': False}), 16: ('wagtail.snippets.blocks.SnippetChooserBlock', ('measures.Measure',), {'label': 'Mesure'}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'help_text': 'Dans l’ordre où elles seront montrées.', 'label': 'Mesures choisies'}), 18: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('operationnelle', 'Mesures opérationnelles'), ('strategique', 'Mesures stratégiques'), ('politique', 'Mesures politiques')], 'label': 'Dimension', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('mode', 14), ('title', 15), ('measures', 17), ('dimension', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Un verbe d’abord.', 'label': 'Texte du bouton', 'max_length': 60}), 21: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page du site', 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'label': 'Ou adresse d’un autre site', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('text', 20), ('page', 21), ('url', 22)]], {}), 24: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'Documents', 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 15), ('documents', 25)]], {})}, verbose_name='suite')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'accueil',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='MenuEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('location', models.CharField(choices=[('header', 'en-tête'), ('understand', 'pied de page\xa0: comprendre'), ('follow', 'pied de page\xa0: participer'), ('legal', 'pied de page\xa0: cadre légal')], max_length=20, verbose_name='où')),
                ('label', models.CharField(blank=True, help_text='Vide\xa0: le titre de la page.', max_length=60, verbose_name='texte')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='menu_entries', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'entrée de menu',
                'verbose_name_plural': 'entrées de menu',
                'ordering': ['location', 'sort_order', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MissionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('paragraph', 0), ('image', 4), ('quote', 7), ('figures', 13), ('measures', 19), ('call_to_action', 23), ('documents', 26)], blank=True, block_lookup={0: ('conference.core.blocks.ParagraphBlock', (), {}), 1: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Image'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Ce que l’image apprend à qui ne la voit pas. Vide si elle est décorative.', 'label': 'Texte de remplacement', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Légende et crédit', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 1), ('alternative', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.TextBlock', (), {'label': 'Citation'}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Auteur ou autrice', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('author', 6)]], {}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Chiffre', 'max_length': 20}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Ce qu’il compte', 'max_length': 120}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('value', 8), ('label', 9), ('source', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'Chiffres', 'max_num': 6, 'min_num': 1}), 13: ('wagtail.blocks.StructBlock', [[('figures', 12)]], {}), 14: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('chosen', 'Les mesures choisies ci-dessous'), ('dimension', 'Toute une dimension'), ('board', 'Le tableau des 21 mesures')], 'label': 'Quelles mesures'}), 15: ('wagtail.blocks.CharBlock', (), {'label': 'Titre', 'max_length': 120, 'required': False}), 16: ('wagtail.snippets.blocks.SnippetChooserBlock', ('measures.Measure',), {'label': 'Mesure'}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'help_text': 'Dans l’ordre où elles seront montrées.', 'label': 'Mesures choisies'}), 18: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('operationnelle', 'Mesures opérationnelles'), ('strategique', 'Mesures stratégiques'), ('politique', 'Mesures politiques')], 'label': 'Dimension', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('mode', 14), ('title', 15), ('measures', 17), ('dimension', 18)]], {}), 20: ('wagtail.blocks.CharBlock', (), {'help_text': 'Un verbe d’abord.', 'label': 'Texte du bouton', 'max_length': 60}), 21: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page du site', 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'label': 'Ou adresse d’un autre site', 'required': False}), 23: ('wagtail.blocks.StructBlock', [[('text', 20), ('page', 21), ('url', 22)]], {}), 24: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 25: ('wagtail.blocks.ListBlock', (24,), {'label': 'Documents', 'min_num': 1}), 26: ('wagtail.blocks.StructBlock', [[('title', 15), ('documents', 25)]], {})}, verbose_name='suite')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'page de la mission',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='SiteMapPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('fictional', models.BooleanField(default=False, editable=False, verbose_name='contenu fictif')),
                ('share_image', models.ForeignKey(blank=True, help_text='Montrée quand la page est partagée. Sans image, celle du site est utilisée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.picture', verbose_name='image de partage')),
            ],
            options={
                'verbose_name': 'plan du site',
            },
            bases=(conference.core.fixed_pages.FixedPageMixin, 'wagtailcore.page'),
        ),
    ]
