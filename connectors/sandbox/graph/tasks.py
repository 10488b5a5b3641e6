"""Endpoints of tasks."""

from __future__ import annotations

from connectors.sandbox.graph import etags
from connectors.sandbox.graph.call import Call, Many, One, Plain, Reply
from connectors.sandbox.graph.entities import Task, User
from connectors.sandbox.graph.errors import invalid, kept_from_planner, over_limit
from connectors.sandbox.graph.kinds import TASK
from connectors.sandbox.graph.state import BOARDS
from connectors.sandbox.graph.task_values import Wish, wish
from connectors.sandbox.graph.writing import written

MOST_TASKS = 9000
MOST_ACTIVE_TASKS = 3000


def list_plan_tasks(call: Call) -> Reply:
    return Many(list(call.plan().tasks.values()), TASK)


def list_bucket_tasks(call: Call) -> Reply:
    return Many(list(call.bucket().tasks.values()), TASK)


def list_my_tasks(call: Call) -> Reply:
    return Many(_of(call, call.me()), TASK)


def list_user_tasks(call: Call) -> Reply:
    """People see only their own; an application sees everybody's."""
    user = call.user()
    if call.account.user not in (None, user):
        raise kept_from_planner()
    return Many(_of(call, user), TASK)


def create_task(call: Call) -> Reply:
    if not isinstance(call.data.get("planId"), str):
        raise invalid("PlanId", "Task", "A null value was specified for a required property.")
    plan = call.plan(call.data["planId"])
    call.title("title", "Task")
    made_of = wish(call, plan, None)
    if len(plan.tasks) >= MOST_TASKS:
        raise over_limit("MaximumTasksInProject")
    if sum(task.percent < 100 for task in plan.tasks.values()) >= MOST_ACTIVE_TASKS:
        raise over_limit("MaximumActiveTasksInProject")
    state = call.state
    task = Task(
        id=state.new_id("task"),
        title="",
        plan=plan,
        bucket=None,
        created_by=call.account.identity(),
        created_at=state.now(),
        order_hint=state.hints.last(),
        etag="",
        details_etag=state.etag("TaskDetails"),
        board_etags={},
        rank=state.hints.last(),
    )
    state.tasks[task.id] = plan.tasks[task.id] = task
    _keep(call, task, made_of)
    return One(task, TASK, 201, f"/planner/tasks('{task.id}')")


def create_plan_task(call: Call) -> Reply:
    """In the plan that the path names."""
    call.data["planId"] = call.args[0]
    return create_task(call)


def create_bucket_task(call: Call) -> Reply:
    """In the bucket that the path names."""
    bucket = call.bucket()
    call.data |= {"planId": bucket.plan.id, "bucketId": bucket.id}
    return create_task(call)


def get_task(call: Call) -> Reply:
    return One(call.task(), TASK)


def update_task(call: Call) -> Reply:
    task = call.task()
    etags.match(call.headers, "Task", task.etag)
    _keep(call, task, wish(call, task.plan, task))
    return written(call, One(task, TASK))


def delete_task(call: Call) -> Reply:
    task = call.task()
    etags.match(call.headers, "Task", task.etag)
    remove(call, task)
    return Plain()


def remove(call: Call, task: Task) -> None:
    """Take a task out of every list; Planner has no way back."""
    del call.state.tasks[task.id], task.plan.tasks[task.id]
    if task.bucket:
        del task.bucket.tasks[task.id]


def renew(call: Call, task: Task) -> None:
    """A new version of a task and of its places on the boards."""
    task.etag = call.state.etag("Task")
    task.board_etags = {name: call.state.etag(kind) for name, kind in BOARDS.items()}


def _keep(call: Call, task: Task, wished: Wish) -> None:
    for name, value in wished.values.items():
        setattr(task, name, value)
    if wished.moves and wished.bucket is not task.bucket:
        if task.bucket:
            del task.bucket.tasks[task.id]
        if wished.bucket:
            wished.bucket.tasks[task.id] = task
        task.bucket = wished.bucket
    if wished.percent is not None:
        _progress(call, task, wished.percent)
    renew(call, task)


def _progress(call: Call, task: Task, percent: int) -> None:
    """Whoever completes a task is noted with the time; reopening forgets both."""
    if percent == 100 and task.percent < 100:
        task.completed_at, task.completed_by = call.state.now(), call.account.identity()
    elif percent < 100:
        task.completed_at = task.completed_by = None
    task.percent = percent


def _of(call: Call, user: User) -> list[Task]:
    return [task for task in call.state.tasks.values() if user.id in task.assignments]
