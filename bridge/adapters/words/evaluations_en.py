"""What is said about evaluations, in English."""

from __future__ import annotations

ENGLISH_EVALUATIONS = {
    "evaluation.unlisted": "There is no evaluation {name!r}. The positive list has: {names}.",
    "evaluation.purpose": "Evaluation {name} serves purpose {own} and no other, {asked} is refused.",
    "evaluation.not_agreed": "Evaluation {name} is not agreed in the charter that holds.",
    "release.not_over": "{period} is not over yet: figures are released afterwards.",
    "evaluation.altered": "Evaluation {name} is not the one of the positive list.",
    "evaluation.period": "There is no evaluation {name} for {period}: each has its fixed period.",
}
