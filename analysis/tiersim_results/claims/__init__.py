"""Claims about results, in words, and whether they hold."""
