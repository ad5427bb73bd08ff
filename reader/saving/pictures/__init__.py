"""The pictures of a page: found, fetched, checked."""

__all__ = ["check_picture", "data_pictures", "pictures_in_page"]
