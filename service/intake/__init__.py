"""Documents that arrive over HTTP: extracted in a process of their own, then stored."""
