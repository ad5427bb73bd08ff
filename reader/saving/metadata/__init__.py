"""What a page says of its article: title, author, dates, lead picture."""
