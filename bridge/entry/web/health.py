"""`/health`: 200 when every place was read lately, else 503 and what is the matter."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bridge.core.errors import Unusable
from bridge.service.health import Health, PlaceHealth


def routes(health: Callable[[], Health]) -> APIRouter:
    """The route; `health` is asked at each call, and answers from memory."""
    router = APIRouter()

    @router.api_route("/health", methods=["GET", "HEAD"])
    def standing() -> JSONResponse:
        now = _asked(health)
        status = HTTPStatus.OK if now.well else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(as_values(now), status, {"Cache-Control": "no-store"})

    return router


def as_values(health: Health) -> dict[str, object]:
    """What is answered; times are ISO 8601 in UTC."""
    return {
        "well": health.well,
        "places": [_as_values(place) for place in health.places],
        "trouble": list(health.trouble),
    }


def _asked(health: Callable[[], Health]) -> Health:
    try:
        return health()
    except Unusable as fault:  # the store cannot be read, so nothing is known of the places
        return Health(trouble=(str(fault),))


def _as_values(place: PlaceHealth) -> dict[str, object]:
    return {
        "id": place.id,
        "tool": place.tool,
        "last_read": place.last_read.isoformat() if place.last_read else None,
        "late": place.late,
        "trouble": place.trouble,
        "paused": place.paused,
    }
