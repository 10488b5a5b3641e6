"""The boards that members have starred."""

from __future__ import annotations

from typing import Any

from connectors.sandbox.trello.access import NOT_FOUND, Call
from connectors.sandbox.trello.store import STEP
from connectors.sandbox.trello.values import Obj, RefusedError


def of_member(call: Call, key: str) -> Any:
    """`GET /members/{id}/boardStars`."""
    return _own(call, key)


def of_board(call: Call, key: str) -> Any:
    """`GET /boards/{id}/boardStars`: the caller's."""
    board = call.find("boards", key)
    return [each for each in call.store.stars[call.by] if each["idBoard"] == board["id"]]


def create(call: Call, key: str) -> Any:
    """`POST /members/{id}/boardStars`."""
    stars, board = _own(call, key), call.find("boards", call.params.plain("idBoard"))
    if any(each["idBoard"] == board["id"] for each in stars):
        raise RefusedError(400, "board is already starred")
    stars.append({"id": call.store.new_id(), "idBoard": board["id"], "pos": _position(call, stars)})
    return stars


def read(call: Call, key: str, id_star: str) -> Any:
    """`GET /members/{id}/boardStars/{idStar}`."""
    return _star(_own(call, key), id_star)


def update(call: Call, key: str, id_star: str) -> Any:
    """`PUT /members/{id}/boardStars/{idStar}`: its place."""
    stars = _own(call, key)
    found = _star(stars, id_star)
    found["pos"] = _position(call, [each for each in stars if each is not found])
    return found


def delete(call: Call, key: str, id_star: str) -> Any:
    """`DELETE /members/{id}/boardStars/{idStar}`."""
    stars = _own(call, key)
    stars.remove(_star(stars, id_star))
    return {"_value": None}


def _own(call: Call, key: str) -> list[Obj]:
    if call.member(key)["id"] != call.by:
        raise RefusedError(401, "unauthorized member permission requested")
    return call.store.stars[call.by]


def _star(stars: list[Obj], key: str) -> Obj:
    found = next((each for each in stars if each["id"] == key), None)
    if found is None:
        raise RefusedError(404, NOT_FOUND)
    return found


def _position(call: Call, stars: list[Obj]) -> int:
    positions = [each["pos"] for each in stars]
    match call.params.place("pos"):
        case "top":
            return min(positions) // 2 if positions else int(STEP)
        case "bottom":
            return int(max(positions, default=0) + STEP)
        case number:
            return int(number)
