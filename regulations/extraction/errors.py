"""What is wrong with a file."""


class UnreadableFile(ValueError):
    """A file that cannot be read, with what to do, in the user's language."""
