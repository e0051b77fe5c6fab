"""Changes of single places in the text, as edits of whole lines."""


def replace_node(node, text):
    """(begin, end, text): what stands there is replaced. Places are (line, column in bytes), as in the syntax tree."""
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset), text


def insert_at(line, column, text):
    return (line, column), (line, column), text


def to_line_edits(module, changes):
    """Edits for changes that do not overlap; those that touch the same lines become one edit."""
    groups = []
    for change in sorted(changes):
        if groups and change[0][0] <= groups[-1][-1][1][0]:
            groups[-1].append(change)
        else:
            groups.append([change])
    return [to_edit(module, group) for group in groups]


def to_edit(module, group):
    first, last = group[0][0][0], max(end[0] for _, end, _ in group)
    lines = [line.encode("utf-8", "surrogatepass") for line in module.lines[first - 1 : last]]
    # From the end, so that places before stay where they are.
    for (line, column), (end_line, end_column), text in reversed(group):
        head, tail = lines[line - first][:column], lines[end_line - first][end_column:]
        lines[line - first : end_line - first + 1] = [head + text.encode("utf-8", "surrogatepass") + tail]
    replacement = b"".join(lines).decode("utf-8", "surrogatepass")
    return {"startLine": first, "endLine": last, "replacement": replacement}
