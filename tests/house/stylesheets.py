"""One declaration a line in the stylesheets, as css-beautify lays them out.

python -m tests.house.stylesheets           says which files are not so, for `make lint`
python -m tests.house.stylesheets --write   lays them out
"""

import sys

import cssbeautifier

from tests.house.files import ours, short

OPTIONS = {
    "indent_size": 2,
    "end_with_newline": True,
    "preserve_newlines": True,  # of a long value, one part a line
    "space_around_combinator": True,
}


def laid_out(css: str) -> str:
    return str(cssbeautifier.beautify(css, OPTIONS))


def main(write: bool) -> int:
    wrong = [path for path in ours(".css", under="static/") if laid_out(path.read_text()) != path.read_text()]
    for path in wrong:
        if write:
            path.write_text(laid_out(path.read_text()))
        else:
            print(f"{short(path)} is not laid out: python -m tests.house.stylesheets --write")
    return 0 if write else bool(wrong)


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
