"""All tables of a dataset, in the order that the documentation shows them."""

from __future__ import annotations

from innoguide.jobs.dataset import findings, groups
from innoguide.jobs.dataset.columns import Table

GROUP = "group"
"""What each table is partitioned by: the group's name in the programme."""

TABLES: tuple[Table, ...] = (
    groups.GROUPS,
    groups.STEPS,
    groups.MEETINGS,
    groups.MET,
    groups.MADE,
    groups.CHALLENGES,
    findings.INSIGHTS,
    findings.QUESTIONS,
    findings.SOLUTIONS,
    findings.SOLUTION_STAGES,
    findings.RESTS_ON,
    findings.EFFECTS,
    findings.MEASUREMENTS,
    groups.CAPACITY,
    groups.UNKNOWN,
    findings.LESSONS,
    findings.FOLLOW_UPS,
    findings.FOLLOW_UP_NOTES,
    findings.FOLLOW_UP_DAYS,
    findings.THEMES,
    groups.MISSING,
)
