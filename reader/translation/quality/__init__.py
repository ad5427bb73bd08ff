"""Bad translations are found and mended; names, figures and spelling are kept."""
