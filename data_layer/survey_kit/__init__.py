"""A survey's questions as a form to be given to the staff, whose answers import without being described."""
