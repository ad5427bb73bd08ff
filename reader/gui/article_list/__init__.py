"""The list pane: its cards, its head, what it shows when it is empty."""
