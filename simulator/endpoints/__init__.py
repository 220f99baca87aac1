"""THE BOT CALLED: one function for each endpoint of the Messaging API."""
