"""The identity file: who is behind a code, sealed with a key of its own, and opened for one role alone."""
