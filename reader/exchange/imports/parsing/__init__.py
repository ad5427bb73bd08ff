"""How the files of other programs are taken apart: archives and folders, JSON, XML, tables, lines.

Piece by piece and within bounds, whatever a file holds; what a value means is the formats' concern.
"""

__all__ = ["bundle", "guarded_xml", "json_stream", "lines", "lz4_block", "table"]
