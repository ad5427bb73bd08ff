"""At home on the desktop: tray icon, notifications, open requests, About, the browser companion."""
