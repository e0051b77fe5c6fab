"""The detectors in the order they run: each takes a Module and yields Detections."""

from assay_analysis.detectors.mutable_default import detect_mutable_defaults

DETECTORS = (
    detect_mutable_defaults,
)
