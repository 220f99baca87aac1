"""STAFF ACTED: the merchant's, the marketer's and the clerk's pages."""
