"""What is wrong with a file of a volume or of points."""


class FileProblem(ValueError):
    """Why a file cannot be read, in a sentence for whoever sent it."""
