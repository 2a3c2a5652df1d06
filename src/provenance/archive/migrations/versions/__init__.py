"""One module a schema revision, each running the `.sql` files named for it."""
