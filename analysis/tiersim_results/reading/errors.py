"""The error that ends a command with one line."""


class ResultsError(Exception):
    """A file or a question has no answer. The text is one line: what is wrong, and what to do."""
