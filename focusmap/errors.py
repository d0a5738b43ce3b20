"""What can go wrong, each with a sentence that says what happened and what to do."""

from collections.abc import Callable


class Term(str):
    """A value in an error's message that has a translation of its own, such as a field's name."""

    __slots__ = ()


class FocusMapError(Exception):
    """An error whose message may be shown to a person as it stands.

    A value that is a Term is translated as the message is.

    The message is a template in English, which is also its key in the translations; `values` fill
    its {names}.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values) if values else message)
        self.message = message
        self.values = values

    def text(self, gettext: Callable[[str], str]) -> str:
        """Return the message in the language of a gettext function."""
        message = gettext(self.message)
        values = {k: gettext(v) if isinstance(v, Term) else v for k, v in self.values.items()}
        return message.format(**values) if values else message


class StartError(FocusMapError):
    """The program cannot start with the settings or files it was given."""


class ContentError(StartError):
    """A content file (steps, lexicon, sample) is wrong; the message names file and line."""


class BadFile(FocusMapError):
    """A workshop's file cannot be read back; the message names file, place and value."""


class NotFound(FocusMapError):
    """There is no such workshop, step, question or answer (or not any more)."""


class Refused(FocusMapError):
    """The link, code or token given does not allow this."""


class StepClosed(FocusMapError):
    """The step does not take answers now."""


class ReadOnly(FocusMapError):
    """The sample workshop can be looked at but not changed."""


class BadAnswer(FocusMapError):
    """The answer is empty, too long, or one too many."""


class Conflict(FocusMapError):
    """Somebody else changed the same thing meanwhile; nothing was overwritten."""


class StorageError(FocusMapError):
    """The database did not take or give the data; trying again later may help."""
