"""Months as they were published: the version that showed them is kept, and later corrections make revisions."""
