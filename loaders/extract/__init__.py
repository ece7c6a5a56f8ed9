"""From the text of an article to its statements and claims, one stage a file."""
