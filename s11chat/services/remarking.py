"""Remarks that belong to no question: those on the case are for all who see a return, those on the contact are not."""

from __future__ import annotations

from collections.abc import Iterable

from s11chat.assurance.right import Act, allowed, same_name
from s11chat.engine.intent import About
from s11chat.services.view import Header, RemarkLine
from s11chat.store.record import RemarkRecord


def remark_lines(found: Iterable[RemarkRecord], header: Header) -> tuple[RemarkLine, ...]:
    """The remarks among `found` that whoever looks at the return of `header` may see, in order."""
    return tuple(
        RemarkLine(remark.on, remark.text, remark.by_name, remark.role, remark.at)
        for remark in found
        if _may_see(remark, header)
    )


def _may_see(remark: RemarkRecord, header: Header) -> bool:
    """What is noted on a contact is for those who may see contact details, and for whoever noted it."""
    if remark.on != About.CONTACT or allowed(header.role, Act.SHOW_CONTACT):
        return True
    return remark.role == header.role.value and same_name(remark.by_name, header.typist)
