"""Endpoints of buckets."""

from __future__ import annotations

from connectors.sandbox.graph import etags
from connectors.sandbox.graph.call import Call, Many, One, Plain, Reply
from connectors.sandbox.graph.entities import Bucket
from connectors.sandbox.graph.errors import invalid, over_limit
from connectors.sandbox.graph.hints import LAST
from connectors.sandbox.graph.kinds import BUCKET
from connectors.sandbox.graph.writing import written

MOST_BUCKETS = 200


def list_buckets(call: Call) -> Reply:
    return Many(list(call.plan().buckets.values()), BUCKET)


def create_bucket(call: Call) -> Reply:
    call.only("plannerBucket", "name", "planId", "orderHint")
    name = call.title("name", "Bucket")
    if not isinstance(call.data.get("planId"), str):
        raise invalid("PlanId", "Bucket", "A null value was specified for a required property.")
    plan = call.plan(call.data["planId"])
    if len(plan.buckets) >= MOST_BUCKETS:
        raise over_limit("MaximumBucketsInProject")
    state = call.state
    hint = state.hints.placed(call.data.get("orderHint", LAST), "Bucket")
    made = Bucket(state.new_id("bucket"), name, plan, hint, state.etag("Bucket"))
    state.buckets[made.id] = plan.buckets[made.id] = made
    return One(made, BUCKET, 201, f"/planner/buckets('{made.id}')")


def create_plan_bucket(call: Call) -> Reply:
    """In the plan that the path names."""
    call.data["planId"] = call.args[0]
    return create_bucket(call)


def get_bucket(call: Call) -> Reply:
    return One(call.bucket(), BUCKET)


def update_bucket(call: Call) -> Reply:
    bucket = call.bucket()
    etags.match(call.headers, "Bucket", bucket.etag)
    call.only("plannerBucket", "name", "orderHint")
    name = call.title("name", "Bucket") if "name" in call.data else bucket.name
    if "orderHint" in call.data:
        bucket.order_hint = call.state.hints.placed(call.data["orderHint"], "Bucket")
    bucket.name = name
    bucket.etag = call.state.etag("Bucket")
    return written(call, One(bucket, BUCKET))


def delete_bucket(call: Call) -> Reply:
    """With its tasks."""
    bucket = call.bucket()
    etags.match(call.headers, "Bucket", bucket.etag)
    for task in bucket.tasks:
        del call.state.tasks[task], bucket.plan.tasks[task]
    del call.state.buckets[bucket.id], bucket.plan.buckets[bucket.id]
    return Plain()
