"""A port of this machine that nobody has, for what is told its port beforehand."""

import os
import socket
from itertools import count

LOWEST, HIGHEST = 10_000, 30_000
"""Below the ports that the machine gives to connections and to whoever asks for any, so that none of them takes it."""
_NEXT = count(os.getpid() * 101)


def free_port() -> int:
    """Each call of a process another one; those of processes that run side by side begin far from one another."""
    while True:
        port = LOWEST + next(_NEXT) % (HIGHEST - LOWEST)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
