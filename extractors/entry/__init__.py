"""CBP Form 7501 and what filers' software prints of entries, in any arrangement of captions, columns and lines."""
