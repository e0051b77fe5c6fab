"""Patterns and tests of text that let through what they should stop."""

import re

from assay_analysis.flow.value import taints_of

HOST_PATTERN = re.compile(r"(?<!\\)\.(?:[a-z0-9-]+)\\?\.(com|net|org|io|dev|edu|gov)\b", re.I)
HOST_TEXT = re.compile(r"(https?://)?([a-z0-9-]+\.)+(com|net|org|io|dev|edu|gov)", re.I)
TAG_PATTERN = re.compile(r"<\s*/?\s*script", re.I)
HTML_CHANGERS = ("sub", "subn")


def pattern_used(call):
    """`re.compile(…)` and its like."""
    pattern = call.argument(0, "pattern")
    text = pattern.const if pattern is not None and isinstance(pattern.const, str) else None
    if text is None:
        return
    if HOST_PATTERN.search(text) and "\\." not in HOST_PATTERN.search(text).group(0):
        yield "incomplete-url-check", "An unescaped dot stands for any sign: the pattern also fits hosts of others.", 1.0, None
    if TAG_PATTERN.search(text) and call.name.split(".")[-1] in (*HTML_CHANGERS, "compile"):
        yield (
            "html-filter",
            "Browsers read tags that this pattern does not find, like “</script >”: HTML cannot be filtered by patterns.",
            1.0,
            None,
        )
    if is_slow(text):
        yield "slow-regex", "Text that nearly fits is tried in more ways with each sign: a long one takes minutes.", 1.0, None


def is_slow(text):
    """A repeat in a repeat that can part the same text in many ways: (a+)+, (a|a)*."""
    from assay_analysis.flow.patterns import nested_repeat

    return nested_repeat(text)


def compared_host(text, value):
    """Words for `"example.com" in url`, or None."""
    if isinstance(text, str) and HOST_TEXT.fullmatch(text) and any(taint.sort == "request" for taint in taints_of(value)):
        return f"“{text}” may stand anywhere in an address of somebody else, as in https://{text.split('//')[-1]}.evil.example."
    return None


TEXT_CHECKS = {
    f"re.{name}": (pattern_used,)
    for name in ("compile", "match", "search", "fullmatch", "sub", "subn", "findall", "split", "finditer")
}
