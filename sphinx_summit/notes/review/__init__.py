"""The review: guesses that wait for a person, and the answers, which outlive the next import.

`answers` is the file in which they are kept, `apply` what they do to a note, `queue` what still waits.
"""
