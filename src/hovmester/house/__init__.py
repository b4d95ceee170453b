"""The web application: one app per noun the staff say aloud."""
