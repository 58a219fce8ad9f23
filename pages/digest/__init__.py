"""What needs attention, as text for a mail."""
