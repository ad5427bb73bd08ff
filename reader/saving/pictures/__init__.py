"""The pictures of a page: found, fetched, checked."""

__all__ = ["check_picture", "data_pictures", "parallel", "pictures_in_page"]
