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
from assay_analysis.detectors.none_dereference import detect_none_dereference
from assay_analysis.detectors.closures import detect_late_binding
from assay_analysis.detectors.swallowed_exception import detect_swallowed_exceptions
from assay_analysis.detectors.resources import detect_resources
from assay_analysis.detectors.comparisons import detect_comparisons
from assay_analysis.detectors.copied_branches import detect_copied_branches
from assay_analysis.detectors.unused_results import detect_unused_results
from assay_analysis.detectors.division_by_length import detect_division_by_length
from assay_analysis.detectors.misused_names import detect_misused_names
from assay_analysis.detectors.datetimes import detect_datetimes
from assay_analysis.detectors.check_then_use import detect_check_then_use
from assay_analysis.detectors.lost_values import detect_lost_values

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
    detect_none_dereference,
    detect_late_binding,
    detect_swallowed_exceptions,
    detect_resources,
    detect_comparisons,
    detect_copied_branches,
    detect_unused_results,
    detect_division_by_length,
    detect_misused_names,
    detect_datetimes,
    detect_check_then_use,
    detect_lost_values,
)
