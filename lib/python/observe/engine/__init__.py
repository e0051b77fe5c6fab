"""Tests by observation: run a module on generated inputs and write down what it does.

Standard library only, Python 3.9 or newer. `main.py` is the entry point; it loads this
folder as the package `_assay_observe`, so that no name here can shadow a module under test.
"""
