"""What can be said: classes, code lists, shapes and authority data, as Turtle and as generated lexicons."""
