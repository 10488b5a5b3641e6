"""What `cobridge people` says, in English."""

ENGLISH_PEOPLE = {
    "people.file.missing": "{file} cannot be read: {reason}.",
    "people.file.empty": "{file} is empty. Its first line has to be the headings, such as Name;E-mail;Role.",
    "people.file.encoding": "{file} is no text file. Save the list in Excel as “CSV UTF-8 (comma delimited)”.",
    "people.file.quotes": "A quotation mark in {file} does not close. Save the list in Excel as CSV once more.",
    "people.no_partner": "There is no partner {partner}. There are: {partners}.",
    "people.fault.no_name_heading": "Line {line}: no column has names, there are only: {value}. Call one “Name”, or "
    "two “First name” and “Last name”.",
    "people.fault.heading_twice": "Line {line}: the column “{value}” is there twice, or another one means the same. "
    "Leave one of them.",
    "people.fault.too_many_cells": "Line {line}: it has {value} cells, the headings have {also}. A text with a "
    "separator in it belongs in quotation marks.",
    "people.fault.no_name": "Line {line}: the name is missing.",
    "people.fault.too_long": "Line {line}: “{value}” is too long; {also} characters at most.",
    "people.fault.email": "Line {line}: “{value}” is no e-mail address. Enter one, or leave the cell empty.",
    "people.fault.id": "Line {line}: “{value}” is no id. Small letters a to z, digits and single hyphens are "
    "allowed, such as petra-weber.",
    "people.fault.shortened": "Line {line}: “{value}” is no account at {also}: Excel shortened the long number. "
    "Format the column as text, and enter the account again.",
    "people.fault.id_twice": "Line {line}: the id “{value}” is in line {also} already. Each person has one of their "
    "own.",
    "people.fault.email_twice": "Line {line}: the e-mail address “{value}” is in line {also} already. If it is the "
    "same person, delete one of the lines; if not, leave the address out where it is not their own.",
    "people.fault.account_twice": "Line {line}: the account “{value}” is in line {also} already. An account is one "
    "person's.",
    "people.fault.no_id": "Line {line}: “{value}” makes no id. Enter one in the column “ID”.",
    "people.fault.same_id": "Line {line}: “{value}” would get the same id as line {also}. Enter one for each in the "
    "column “ID”.",
    "people.fault.elsewhere": "Line {line}: somebody at {also} has the id “{value}” already. Enter another in the "
    "column “ID”.",
    "people.fault.held": "Line {line}: the account “{value}” is confirmed as that of {also}. Take that back first: "
    "cobridge people assign {also} CONNECTION --undo",
    "people.import.none": "Nothing was imported.",
    "people.import.unread": "What stands below these headings was not read: {headings}",
    "people.import.added": "new: {name} ({person})",
    "people.import.changed": "changed: {person}, {what}: {before} → {after}",
    "people.import.missing": "no longer in the list: {name} ({person})",
    "people.import.same": "The list says nothing new.",
    "people.import.ask": "Import it so? [y/N] ",
    "people.import.ask_left": "{name} ({person}) is not in the list. Has {name} left the roster? [y/N] ",
    "people.import.confirm": "Nothing was imported. If that is what you want: the same command with --yes.",
    "people.import.say_missing": "For {number} persons who are no longer in the list it is not said what becomes of "
    "them: --missing keep keeps them, --missing leave takes them out. Nothing was imported.",
    "people.import.missing_word": "--missing knows keep and leave, not {word}.",
    "people.import.left": "taken out: {name} ({person})",
    "people.import.done": "The roster of {partner} is imported. What that changes in the tools is shown by: cobridge "
    "plan",
    "people.empty": "(empty)",
    "people.clash.person": "{person}: what the network file says counts; it has another name or role.",
    "people.clash.elsewhere": "{person} does not count as one of {partner}: the network file has this id at another "
    "partner.",
    "people.clash.account": "{person} at {connection}: the account that the network file names counts.",
    "people.clash.holder": "{person} at {connection}: the account does not count, the network file or an earlier "
    "confirmation has it as another person's.",
    "people.clash.connection": "{person}: the account at {connection} no longer counts, {partner} has no such "
    "connection.",
    "people.match.proposals": "Proposals (equal e-mail address):",
    "people.match.proposal": "{name} ({person}) at {connection}: {account} “{holder}”",
    "people.match.confirm": "Confirm all of them: cobridge people assign --confirm",
    "people.match.ambiguous": "Not clear, to be decided one by one:",
    "people.match.doubt.persons": "{connection}: several persons have the address of {accounts}: {persons}",
    "people.match.doubt.accounts": "{connection}: {persons} may be each of these accounts: {accounts}",
    "people.match.doubt.other account": "{connection}: another account than {accounts} is confirmed for {persons}",
    "people.match.doubt.other person": "{connection}: {accounts} is confirmed as the account of another person than "
    "{persons}",
    "people.match.by_hand": "By hand alone: the tool tells no e-mail address of these accounts, and a name proves "
    "nothing by itself.",
    "people.match.holder": "{connection}: {account} “{holder}”{namesakes}",
    "people.match.namesake": ", of the same name as {person}",
    "people.match.command": "Confirm: cobridge people assign PERSON CONNECTION ACCOUNT",
    "people.match.gone": "Confirmed, but not to be found there:",
    "people.match.gone_account": "{name} ({person}) at {connection}: {account}",
    "people.match.unreachable": "Not asked: {connection}. {reason}",
    "people.match.nothing": "There is nothing to propose.",
    "people.assign.usage": "Name PERSON CONNECTION ACCOUNT, or PERSON CONNECTION --undo, or --confirm alone.",
    "people.assign.done": "{account} at {connection} counts as the account of {person} from now on.",
    "people.assign.instead": "It takes the place of {account}.",
    "people.assign.undone": "{account} at {connection} no longer counts as the account of {person}.",
    "people.assign.confirmed": "Confirmed: {number}.",
    "people.assign.next": "The tools change with the next sync; before, it is shown by: cobridge plan",
    "people.assign.no_account": "The account is missing. cobridge people match shows which there are.",
    "people.assign.no_connection": "There is no connection {connection}. There are: {connections}.",
    "people.assign.no_person": "{person} is not on the roster of {partner}, whose connection it is.",
    "people.assign.unknown_account": "At {connection} there is no account {account}. cobridge people match shows "
    "those there are.",
    "people.assign.declared": "The account of {person} at {connection} stands in the network file. Change it there.",
    "people.assign.held": "{account} at {connection} is the account of {person}. Take that back first: cobridge "
    "people assign {person} {connection} --undo",
    "people.assign.nothing": "No account at {connection} is confirmed for {person}.",
    "doctor.people": "rosters",
}
