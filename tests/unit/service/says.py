"""Words that name what is said, in no language."""

from __future__ import annotations


class Says:
    """The key of a sentence, and its values beside where there are some."""

    def __call__(self, key: str, /, **values: object) -> str:
        return f"{key} {values}" if values else key

    def told(self, sentence: str) -> str:
        """As it was said."""
        return sentence


says = Says()
