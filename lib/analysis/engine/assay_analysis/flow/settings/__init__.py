"""Settings that are unsafe whoever uses them: seen where calls are gone through, so that constants behind names are known."""
