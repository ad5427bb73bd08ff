"""Restoring, salvaging, moving and opening, disturbed at every change of the disk over libraries in
trouble."""
