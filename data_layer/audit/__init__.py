"""The audit log: who did what and when, in a chain that shows every entry edited, removed or put in afterwards."""
