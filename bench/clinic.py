"""The demo clinic's CSV files."""

import sys
from pathlib import Path

from data.demo import write_folder

if __name__ == "__main__":
    write_folder(Path(sys.argv[1]), int(sys.argv[2]))
