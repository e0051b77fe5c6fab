"""Python helpers of Assay, run inside the sandbox with the standard library only."""
