"""Data flow: a small abstract interpreter that follows values from where a stranger sets them to where they do harm."""
