"""What the team sends to the site: checked by its content, rid of what it carries unseen, renamed."""
