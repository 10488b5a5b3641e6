"""An error type is a decision: what the caller does next is the type's name.

Failure
├── Retry        the place could not be used; nothing was done; try again later (`after` seconds where it said so)
│   └── Ambiguous   a write went unanswered: look for its marker before anything is sent again
├── Replan       somebody was faster (precondition refused, item gone): the next cycle sees it and decides again
├── Park         the tool refused this one operation for good: a person has to look
└── Stop         the place cannot be used until a person acts (credential, permission, place gone)

Unusable         our own trouble, no place's (database, vault, configuration): the command ends with this sentence
NotPermittedError   who asks may not: nothing was shown or done, and that it was asked is recorded

Messages are for people: one sentence, no payload, no credential, never the text of a vendor's SDK error.
"""

from __future__ import annotations


class Failure(Exception):
    """Why a place could not be read or written."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Retry(Failure):
    """Nothing was carried out; a later try may succeed. `after` is what the vendor asked for, in seconds."""

    def __init__(self, message: str, *, after: float | None = None, code: str = "") -> None:
        super().__init__(message, code=code)
        self.after = after


class Ambiguous(Retry):
    """A write was sent and never answered: it may or may not have been carried out."""


class Replan(Failure):
    """The item is no longer as the decision assumed; forget this operation and look again."""


class Park(Failure):
    """The tool refuses this operation and will go on refusing it."""


class Stop(Failure):
    """Nothing at this place will work until a person changes something."""


class Unusable(Exception):
    """Something the service itself stands on cannot be used: no cycle starts, and a person has to act.

    The message is for that person: what, where, and what to do; never a credential.
    """


class NotPermittedError(Exception):
    """Who asks may not. `key` names the sentence that says so, with these values; the command ends as refused."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key, self.values = key, values
