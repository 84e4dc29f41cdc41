"""Bad input by the hundred thousand: nothing that is sent to the site is answered by an error of ours."""
