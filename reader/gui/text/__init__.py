"""Words put together: values into translated texts, language names, dates, matching."""
