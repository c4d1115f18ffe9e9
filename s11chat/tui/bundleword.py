"""Every text of the screens on which a return is passed on as a file and taken in again."""

from __future__ import annotations

TITLE = "A bundle: the return in one file, for work without a network"
CHOICES = {
    "make": "Make one for somebody who was asked ...",
    "merge": "Take in one that came back ...",
}
FOR_TITLE = "Whom is it for?"
LOST_TITLE = "Missing or changed since: {lost}. Make it without?"
LOST = {"without": "Make it without", "leave": "Leave it; 's11chat verify' tells where a backup is needed"}
FILE_TITLE = "The bundle of {name}"
FILE_DETAIL = "{told} Enter writes it, into:"
MADE_TITLE = "The bundle is made"
MADE = "The bundle of {name} is written."
MERGE_TITLE, MERGE_DETAIL = "Take a bundle in", "The file that came back, by its path"
SIDE = {"ours": "What stands here: {said}\n{by}, {at}", "theirs": "What came back: {said}\n{by}, {at}"}
CONFLICT_TITLE = "{question} was answered on both sides: {text}"
LEFT = "Nothing was taken in."
SUM_TITLE = "What {name} has done"
SUM_HELP = "Enter takes it in, PageDown reads on, Esc leaves all as it is"
VOIDS = "Take care: a signature that no longer fits what stands is void from then on."
KEPT = "Answers that others take the place of stay on record."
