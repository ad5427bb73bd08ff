"""Controls and layouts that know no feature."""
