"""One module per page. A view loads and authorises, calls one action, and answers; nothing is decided here."""
