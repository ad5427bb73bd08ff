"""What every list of cards is painted and opened with."""
