"""What every list of cards is painted and opened with."""

__all__ = ["card_painter", "card_text", "card_view", "picked_articles", "row_pages", "thumbnails"]
