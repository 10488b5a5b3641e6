"""The documents that stand before the first signature: built from the same tables that the software obeys."""
