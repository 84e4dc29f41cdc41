"""What the folders above are told."""

from django.dispatch import Signal

# A backup has just become the site, and its schema is the code's. Arguments: ``now``, and ``made_at``,
# the moment at which the backup was taken. What was erased since is there again.
restored = Signal()
