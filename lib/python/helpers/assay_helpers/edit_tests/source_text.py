"""Where statements stand in the text, with the comments that belong to them."""


def first_line(node):
    """1-based; a decorated function or class begins at its first decorator."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])


def with_comments_above(lines, first, lowest):
    """The first line of the comments that stand directly above line `first`, not above line `lowest`."""
    while first > lowest and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    return first


def statement_text(lines, node, lowest=1):
    """The text of a top-level statement with its comments, without a newline at the end."""
    first = with_comments_above(lines, first_line(node), lowest)
    return "\n".join(lines[first - 1:node.end_lineno]).rstrip()
