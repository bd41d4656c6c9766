"""Tables are read by people, by spreadsheets and by TeX. A name in a table stays a name."""

import csv
import io

import pandas as pd

from tiersim_results.output.tables import Table, as_csv, as_latex, as_text

HOSTILE = pd.DataFrame(
    {"name": ["=1+1", "@x", "-2", "a\x1b[31mb", "50 % & $x_1$ \\"], "n": [1, 2, 3, 4, 5]}
)


def test_numbers_stand_right_and_words_left():
    text = as_text(pd.DataFrame({"who": ["a", "bcd"], "ms": ["1.5", "10.25"]}))
    assert text == "who     ms\na      1.5\nbcd  10.25\n"


def test_no_name_commands_a_terminal():
    assert "\x1b" not in as_text(HOSTILE)
    assert "a\\x1b[31mb" in as_text(HOSTILE)


def test_no_text_is_a_formula_to_a_spreadsheet():
    rows = list(csv.reader(io.StringIO(as_csv(HOSTILE))))
    assert [row[0] for row in rows[1:4]] == ["'=1+1", "'@x", "'-2"]
    assert rows[1][1] == "1"


def test_numbers_keep_their_sign_and_unknown_ones_are_empty():
    text = as_csv(pd.DataFrame({"x": [-1.5, float("nan")]}))
    assert text == 'x\n-1.5\n""\n'


def test_names_are_text_to_tex():
    latex = as_latex(HOSTILE)
    assert r"50 \% \& \$x\_1\$ \textbackslash{}" in latex
    assert latex.count(r"\\") == 1 + len(HOSTILE)


def test_each_form_is_of_the_same_rows():
    table = Table(pd.DataFrame({"ms": [1.23456]}), pd.DataFrame({"ms": ["1.235"]}))
    assert table.render("text") == "ms\n1.235\n".replace("ms\n", "   ms\n")
    assert table.render("csv") == "ms\n1.23456\n"
    assert "1.235" in table.render("latex")
