"""The words of the glossary as values; see docs/glossary.md."""
