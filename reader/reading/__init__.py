"""Clean HTML to blocks and sentences, reading time, direction and the view's HTML."""
