"""Alembic migrations of the library, from the first revision.

The revisions are named in code and not looked for in a folder, so that they run from an installed
package and from the frozen app alike, without an `alembic.ini`.
"""

__all__ = ["newest", "runner", "schema_digests"]
