"""What a tool can hold (manifest) and what one place can hold (reach): fields, values, people, lanes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum

from bridge.core.model.ids import Account, ConnectionId, LaneId, PersonId, Ref
from bridge.core.model.occasion import Occasion
from bridge.core.model.quiet import NOBODY, Quiet
from bridge.core.model.task import COMMON


class DueForm(StrEnum):
    """What a tool's due field holds."""

    BOTH = "both"
    DAY = "day"
    NOON = "noon"
    """Instants only: a day is written as 12:00 local time and read back as a day."""


class TextForm(StrEnum):
    """What a tool's text field holds; what a form lacks is written in the nearest form it has."""

    MARKDOWN = "markdown"
    RICH = "rich"
    """Asana's description: like Markdown without pictures, tables and headings below level 2, but with underline."""
    RICH_COMMENT = "rich comment"
    """Asana's comment: as RICH without headings and rules."""
    BLOCKS = "blocks"
    """Slack's rich text: as RICH without headings and rules; an entry of a list is lines, then lists."""
    PLAIN = "plain"


class Delivery(StrEnum):
    """What a tool tells by delivering it to an address of ours, and late or not at all where it cannot."""

    NOTHING = "nothing"
    COMMENTS = "comments"
    """People's comments: without an address they come with the daily reading."""
    EDITS = "edits"
    """What people press and fill in: without an address, or a line that we hold to the tool, it never comes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a tool can do, as data. `title_limit` and the like are counted in characters.

    `holds` names the fields items have. `tells_lead`: lead and helpers are told apart; otherwise all are helpers.
    `archives`: items can be archived natively; otherwise the place keeps a lane named `archive_lane`, which is not
    among its lanes, and the connector reports items in it as archived without a lane. `default_lane` is the name of a
    lane that the tool makes by itself. `makes_lanes`: we can create and rename lanes; otherwise people do so in the
    tool, and only a complete reading is sure to tell. `imports_done`: a task that was done before the place showed it
    gets an item there all the same; otherwise not before it is reopened. `tells_changes`: the tool says when an item
    was changed, and who changed what.
    `items_leave`: people can move an item to another container, where it lives on. `absence_is_deletion`: what a
    complete reading lacks may have been deleted; otherwise only what is told as suspect.

    `comment_setting` names the setting without which a connection holds no comments. `comments_by_hint`: by the
    vendor's terms a pull since a cursor looks for comments once a day at most, but for those of sought items.
    `gathers_comments`: those that wait when the first of ours is written on an item are written as one.
    `comments_fade`: what is no longer among an item's comments may have been hidden by the tool; only those told as
    gone were deleted. `delivers`: what the tool tells of by delivering it to us.

    `text_limit` is what a description, or a comment, may take as it is written; where a tool counts the bytes of
    comments, `comment_bytes` says how many. `helpers_limit`: so many people, the lead among them where a tool tells
    none. `lanes_limit`: so many lanes; tasks in further ones stand elsewhere there.

    `later` names fields that take calls of their own once the item is there: they are written by the next cycle.
    `start_needs_due`: a start only beside a due value of the same kind. `start_until_due`: none after the due value.
    `notifies`: what the tool itself tells its people of when we write, by default and as far as its vendor says.
    `url` is where people find an item, with the places `{ref}` and `{container}`; empty where no ref leads there.
    `check_groups`: an item can have several checklists, each with a name; otherwise the name stands before the title.
    `checks_limit`, `check_title_limit`, `attachments_limit`: so many elements, characters of one, attachments.
    `checks_at_once`: one call writes all elements of a checklist, leaving none out: where one arrived, all did.

    `history` names fields whose former values the tool keeps for good, where no call takes them out.
    """

    tool: str
    vendor: str
    holds: frozenset[str] = COMMON
    later: frozenset[str] = frozenset()
    tells_lead: bool = True
    archives: bool = True
    makes_lanes: bool = True
    imports_done: bool = True
    tells_changes: bool = True
    items_leave: bool = True
    absence_is_deletion: bool = True
    due: DueForm = DueForm.BOTH
    text: TextForm = TextForm.MARKDOWN
    comment_text: TextForm = TextForm.MARKDOWN
    comments: bool = True
    comment_setting: str = ""
    comments_by_hint: bool = False
    gathers_comments: bool = False
    comments_fade: bool = False
    delivers: Delivery = Delivery.NOTHING
    title_limit: int | None = None
    text_limit: int | None = None
    comment_bytes: int | None = None
    helpers_limit: int | None = None
    lanes_limit: int | None = None
    start_needs_due: bool = False
    start_until_due: bool = False
    check_groups: bool = True
    checks_at_once: bool = False
    checks_limit: int | None = None
    check_title_limit: int | None = None
    attachments_limit: int | None = None
    preconditions: bool = False
    notifies: frozenset[Occasion] = frozenset()
    archive_lane: str = ""
    default_lane: str = ""
    history: frozenset[str] = frozenset()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """A manifest at one place: which people and lanes it can show natively, and where its noon is.

    `accounts` maps persons whose partner confirmed their account; an account nobody confirmed is the person
    `connection/account` and is native at that connection only. `custom` are the custom fields that the place has, by
    the network's names; `priority` says that one of its own stands for the priority where the tool knows none.
    `confirmed` leads from persons `connection/account`, of all connections, to those of the roster that they are.
    `quiet` are those whom an import has left out at the one item that is looked at.
    """

    manifest: Manifest
    connection: ConnectionId
    zone: tzinfo
    accounts: Mapping[PersonId, Account] = field(default_factory=dict)
    lanes: Mapping[LaneId, Ref] = field(default_factory=dict)
    archive_lane: str = ""
    lane_ids: Mapping[Ref, LaneId] = field(default_factory=dict)
    custom: frozenset[str] = frozenset()
    priority: bool = False
    confirmed: Mapping[PersonId, PersonId] = field(default_factory=dict)
    quiet: Quiet = NOBODY

    @property
    def holds(self) -> frozenset[str]:
        """The fields that items of this place have."""
        held = self.manifest.holds
        if not self.custom:
            held -= {"custom"}
        return held | {"priority"} if self.priority else held
