"""The weekly report in the forms in which people get it. All are laid out from one telling: `told.told`."""
