"""Sandboxes in processes of their own are heard too."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import requests

from tests.judge.heard import ELSEWHERE, Heard

SANDBOX = (sys.executable, "-m", "bridge.entry", "sandbox", "--port", "0")


def test_a_sandbox_in_another_process_is_heard(tmp_path: Path) -> None:
    """What a command's sandbox answers is judged like what one in this process answers, each exchange once."""
    heard = Heard(tmp_path / "exchanges.jsonl")
    environment = {**os.environ, "PYTHONPATH": str(ELSEWHERE), "EXCHANGES_HEARD": str(heard.path)}
    with subprocess.Popen(SANDBOX, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = dict(line.strip().split("=", 1) for line in takewhile(lambda line: "=" in line, process.stdout))
        with requests.Session() as session:
            session.trust_env = False
            session.get(f"{told['COBRIDGE_TRELLO_URL']}/1/members/me", params={"key": "k", "token": "x"}, timeout=10)
        process.terminate()
    ((vendor, request, response),) = heard.news()
    assert (vendor, request.method, request.path) == ("trello", "GET", "/1/members/me")
    assert response.status == 401
    assert list(heard.news()) == []
