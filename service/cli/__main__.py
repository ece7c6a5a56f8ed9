"""`python -m service.cli`: the command line where `casus` is not on the path."""

from service.cli import main

if __name__ == "__main__":
    main()
