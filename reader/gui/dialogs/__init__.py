"""The one place that shows errors, questions and crash reports, announces, and asks for a name or a file."""

__all__ = ["file_dialog", "message_box", "name_dialog", "notices", "placed_notices", "written_file"]
