"""THE LINE EDGE: how we hear and how we speak; knows no business rule."""
