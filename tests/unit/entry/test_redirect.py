"""The address on this machine to which a vendor sends the person back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bridge.entry.web.redirect import AddressError, leads_here, waiting
from tests.system.free_port import free_port


def test_the_person_is_thanked_and_what_they_came_with_is_given() -> None:
    """Whoever asks for an icon, another path or nothing is not the person."""
    redirect = f"http://localhost:{free_port()}/back"
    with waiting(redirect, "Danke.") as back, ThreadPoolExecutor(1) as thread:
        came = thread.submit(back.wait, 30)
        for other in ("/favicon.ico", "/", "/back"):
            assert requests.get(redirect.replace("/back", other), timeout=10).status_code == 404
        answer = requests.get(f"{redirect}?code=c&state=s", timeout=10)
        assert (answer.status_code, answer.text) == (200, "Danke.")
        assert came.result(30) == "/back?code=c&state=s"


def test_nothing_of_it_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    """The address bears a code."""
    test_the_person_is_thanked_and_what_they_came_with_is_given()
    assert capfd.readouterr() == ("", "")


def test_nobody_comes() -> None:
    """It is not waited for ever."""
    with waiting(f"http://127.0.0.1:{free_port()}/", "") as back:
        assert back.wait(0.05) == ""


def test_a_port_that_is_taken_is_said() -> None:
    """Before the address is shown to anybody."""
    redirect = f"http://127.0.0.1:{free_port()}/"
    with waiting(redirect, ""), pytest.raises(AddressError, match="is taken"), waiting(redirect, ""):
        pass


@pytest.mark.parametrize(
    ("redirect", "here"),
    [
        ("http://localhost:8085/", True),
        ("http://127.0.0.1/", True),
        ("https://localhost:8085/", False),
        ("https://bridge.musterbau-weber.example/back", False),
        ("http://bridge.musterbau-weber.example/", False),
    ],
)
def test_only_addresses_of_this_machine_are_waited_at(redirect: str, here: object) -> None:
    """What leads elsewhere is pasted."""
    assert leads_here(redirect) is here
