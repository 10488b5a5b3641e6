"""Who is who: rosters imported, accounts proposed, confirmed and taken back. One file per use case."""
