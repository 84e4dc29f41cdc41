"""What hides titles, names and tags between regions, in Wagtail's own screens.

scoping.py says whose a row is, and the viewsets close rows; here stands only what Wagtail shows of somebody
else's draft on a screen that a person may open: a title in a chooser, a link in a text, a name in a filter.
All of it rests on classes of Wagtail: tests/conference/regions/test_titles_contract.py says which.
"""
