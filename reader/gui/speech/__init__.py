"""An article is read aloud."""
