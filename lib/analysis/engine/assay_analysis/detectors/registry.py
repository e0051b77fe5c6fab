"""The detectors in the order they run: each takes a Module and yields Detections."""

from assay_analysis.detectors.mutable_default import detect_mutable_defaults
from assay_analysis.detectors.control_paths import detect_control_paths
from assay_analysis.detectors.data_flow import detect_data_flow
from assay_analysis.detectors.endless_recursion import detect_endless_recursion
from assay_analysis.detectors.forgotten_state import detect_forgotten_state
from assay_analysis.detectors.hard_coded_secret import detect_hard_coded_secrets
from assay_analysis.detectors.loops import detect_loops
from assay_analysis.detectors.lost_in_recursion import detect_lost_in_recursion
from assay_analysis.detectors.mutation_in_loop import detect_mutation_in_loop
from assay_analysis.detectors.off_by_one import detect_off_by_one
from assay_analysis.detectors.taken_apart import detect_taken_apart
from assay_analysis.detectors.unfilled_collection import detect_unfilled_collections

DETECTORS = (
    detect_mutable_defaults,
    detect_control_paths,
    detect_endless_recursion,
    detect_forgotten_state,
    detect_loops,
    detect_lost_in_recursion,
    detect_mutation_in_loop,
    detect_off_by_one,
    detect_taken_apart,
    detect_unfilled_collections,
    detect_data_flow,
    detect_hard_coded_secrets,
)
