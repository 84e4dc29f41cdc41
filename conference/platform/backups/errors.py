"""What goes wrong with a backup; ``str()`` is a French sentence that says what to do."""


class BackupFailed(Exception):
    """The backup could not be made; nothing that looks like a whole one is left."""


class BackupDamaged(Exception):
    """The backup is not there, not whole, or not what it was when it was made."""


class RestoreRefused(Exception):
    """Restoring, or moving, here and now would destroy something or could not work. Nothing was written."""
