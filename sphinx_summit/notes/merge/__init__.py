"""Notes and schedules on one event become one event, by evidence that is shown.

`accounts` is what merging sees of a note, `evidence` compares two of them, `events` decides which belong together,
`sessions` which entry of a schedule is the section of a note.
"""
