"""Plants mistakes in a module, one at a time, and tells which of them its tests notice."""
