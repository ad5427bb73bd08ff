"""One library on several computers: joined through a folder in three steps, and kept in step by itself."""
