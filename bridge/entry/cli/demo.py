"""`cobridge demo`."""
def demo() -> None: """x"""
