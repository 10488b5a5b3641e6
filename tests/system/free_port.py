"""A port of this machine that nobody has, for what is told its port beforehand."""

import socket


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
