"""The error that ends a command with one line."""


class ResultsError(Exception):
    """A file or a question has no answer. The text is one line: what is wrong, and what to do."""


def damaged(path: str, problem: str) -> ResultsError:
    return ResultsError(f"{path}: is damaged: {problem} (run the study again)")
