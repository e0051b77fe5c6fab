"""What a detector says of one place."""

from dataclasses import dataclass, field


@dataclass
class Detection:
    """`node` is the smallest expression or statement that a person would point at: quote and fingerprint are made from it.

    `severity` None: the rule's own. `confidence`: how likely a person would accept it, before anybody's verdicts; None:
    the rule's own, times `certainty`, which is of this one finding. `fix`: edits of whole lines {startLine, endLine, replacement}. `trace`: (line, words) from source to sink.
    """

    rule: str
    node: object
    message: str
    trigger: str = None
    fix: list = None
    example: str = None
    trace: list = field(default_factory=list)
    severity: str = None
    confidence: float = None
    certainty: float = 1.0
