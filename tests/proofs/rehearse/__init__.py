"""`make rehearse`: the whole production on one machine, by the installation guide itself."""
