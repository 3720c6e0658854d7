"""Schedules of conferences, in the forms in which they are exchanged, as pages with a session for each event."""

# The table of readers has a row for each of our forms, and our pages are read as Markdown: whoever comes first, the
# readers are there before us.
from sphinx_summit.notes import readers as readers
