"""One file for each family of faults; registry.py lists them."""
