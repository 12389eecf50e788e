class HepError(Exception):
    """Tell a person in one sentence what happened, what is safe and what to do.

    Every error that may reach a screen or the terminal is one of these; `str(error)` is the sentence.
    """
