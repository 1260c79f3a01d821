"""The steps, each named by its number and what it brings; a released one is never changed again."""
