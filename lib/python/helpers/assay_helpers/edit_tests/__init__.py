"""Lists, drops and merges tests in their source text; what is kept stays as it was written."""
