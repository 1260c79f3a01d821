"""The scenes of the sample photographs, one to a file, drawn on a Canvas."""
