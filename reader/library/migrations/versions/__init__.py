"""One module a revision; `runner` names them in order."""
