"""What joins the program to the desktop: later starts, notifications, the companion, power."""
