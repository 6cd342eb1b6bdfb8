"""One module a page; each gives its text and writes nothing."""
