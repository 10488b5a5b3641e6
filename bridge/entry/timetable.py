"""When jobs are due, by the service's clock. APScheduler waits for them, and counts the machine's time.

Somebody may set the machine's clock back by hours. What was due in half a minute is then due in half a minute all the
same; set forward, it is due at once.

The sandbox's clock leaps when somebody moves it; then what is ordered is ordered anew, so that a job of tomorrow begins
when the sandbox says that it is tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread, Timer
from time import monotonic

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import BasePoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from bridge.ports.clock import Clock

LOOK = 0.1
"""How often a clock that leaps is looked at, in seconds of the machine's time."""
SELDOM_LOOK = 5.0
"""How often the machine's clock is compared with the time that passes, in seconds."""
LEAP = timedelta(seconds=1)
"""From which difference on a clock has leapt; less is the time that it takes to ask it."""
MOST_ORDERED = 10
"""How many orders of one job APScheduler may hold at once. It counts a job until well after that ordered itself anew,
and throws an order away that it finds too many."""
PROMISES = {"coalesce": True, "max_instances": MOST_ORDERED, "misfire_grace_time": None}
"""What the machine slept through is made up for once (no grace time: late is better than never)."""


class _Threads(BasePoolExecutor):  # type: ignore[misc]  # the package has no types
    """APScheduler's way to a pool of ours."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__(pool)


class _Scheduler(BackgroundScheduler):  # type: ignore[misc]  # the same
    """Ended in the middle of beginning a job, APScheduler no longer finds it when it wants to strike it off."""

    def remove_job(self, job_id: str, jobstore: str | None = None) -> None:
        """What is not there need not be removed."""
        with suppress(JobLookupError):
            super().remove_job(job_id, jobstore)


class Timetable:
    """Jobs by name, each ordered for one moment; ordered again before it begins, it begins at the new moment alone."""

    def __init__(self, clock: Clock, threads: int, broke: Callable[[str], None], *, leaps: bool) -> None:
        """`threads` jobs run at the same time. `broke` is told the name of a job that raised something.

        `leaps`: the clock runs as fast as the machine's, but somebody may move it.
        """
        self._clock = clock
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="turn")
        self._scheduler = _Scheduler(executors={"default": _Threads(self._pool)}, job_defaults=PROMISES, timezone=UTC)
        self._scheduler.add_listener(lambda failed: broke(_name(failed)), EVENT_JOB_ERROR)
        self._due: dict[str, datetime] = {}
        self._lock = Lock()
        self._ended = Event()
        self._watch = Thread(target=self._look if leaps else self._look_at_machine, name="clock", daemon=True)

    def order(self, job: str, moment: datetime, work: Callable[..., None], *given: object) -> None:
        """Let the job begin at that moment of the clock, at once where that is over. Any thread may order."""
        with self._lock:
            self._due[job] = moment
            trigger = DateTrigger(self._on_machine(moment))
            self._scheduler.add_job(work, trigger, given, id=job, replace_existing=True)

    def start(self) -> None:
        """Begin what is due."""
        self._scheduler.start()
        self._watch.start()

    def stop(self, grace: float, hurry: Callable[[], None]) -> None:
        """Begin no job any more and wait for those that run; after `grace` seconds they are told to `hurry`."""
        self._ended.set()
        self._scheduler.shutdown(wait=False)
        timer = Timer(grace, hurry)
        timer.start()
        self._pool.shutdown(wait=True)
        timer.cancel()
        self._watch.join()

    def _on_machine(self, moment: datetime) -> datetime:
        """That moment as the machine's clock will show it, unless the other leaps before."""
        return datetime.now(UTC) + (moment - self._clock.now())

    def _look(self) -> None:
        """Order everything anew whenever the clock has leapt."""
        known = self._ahead()
        while not self._ended.wait(LOOK):
            ahead = self._ahead()
            if abs(ahead - known) > LEAP:
                known = ahead
                self._order_anew()

    def _look_at_machine(self) -> None:
        """Put everything as far back as the machine's clock was put."""
        known = self._passed()
        while not self._ended.wait(SELDOM_LOOK):
            passed = self._passed()
            leapt, known = passed - known, passed
            if leapt < -LEAP:
                with self._lock:
                    self._due = {job: moment + leapt for job, moment in self._due.items()}
                self._order_anew()

    def _passed(self) -> timedelta:
        """How far the clock is from the time that passes: the same as long as nobody sets it."""
        return self._clock.now() - datetime.fromtimestamp(0, UTC) - timedelta(seconds=monotonic())

    def _ahead(self) -> timedelta:
        return self._clock.now() - datetime.now(UTC)

    def _order_anew(self) -> None:
        with self._lock:
            for job, moment in self._due.items():
                with suppress(JobLookupError):  # it has begun
                    self._scheduler.modify_job(job, next_run_time=self._on_machine(moment))


def _name(failed: JobExecutionEvent) -> str:
    return str(failed.job_id)
