"""Static analysis of Python for Assay: standard library only, deterministic, made for foreign code."""
