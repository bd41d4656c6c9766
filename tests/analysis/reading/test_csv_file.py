"""Comma-separated values, and the place of every field."""

import os

import pytest

from tiersim_results import ResultsError
from tiersim_results.reading import csv_file
from tiersim_results.reading.csv_file import read_csv


def rows(tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    return list(read_csv(str(path)))


def refused(tmp_path, content):
    """What is told, without the path."""
    with pytest.raises(ResultsError) as error:
        rows(tmp_path, content)
    text = str(error.value)
    assert text.startswith(f"{tmp_path / 'x.csv'}:") and text.endswith(")") and "\n" not in text
    return text.removeprefix(f"{tmp_path / 'x.csv'}:")


def test_each_field_knows_its_line_and_column(tmp_path):
    found = rows(tmp_path, b"a,bc,\n\n  x , y\r\n")
    assert [row.line for row in found] == [1, 3]
    assert [(f.text, f.column) for f in found[0].fields] == [("a", 1), ("bc", 3), ("", 6)]
    assert [(f.text, f.column) for f in found[1].fields] == [("x", 3), ("y", 7)]


def test_quotes_hold_commas_and_quotes(tmp_path):
    (row,) = rows(tmp_path, b'"a,b", "say ""x""" ,c')
    assert [(f.text, f.column) for f in row.fields] == [("a,b", 1), ('say "x"', 8), ("c", 21)]


def test_a_byte_order_mark_is_ignored(tmp_path):
    assert rows(tmp_path, "\ufeffé,b\n".encode())[0].fields[0].text == "é"


@pytest.mark.parametrize(
    "content, told",
    [
        (b'a\n b,"c', "2:4: the quote is not closed"),
        (b'"a"b,c', "1:4: text behind a quoted field"),
        (b'"""', "1:1: the quote is not closed"),
        (b"a,b\nc\0d", "1:1: is binary"),
        (b"a,b\nc,\xff", "2:3: is not UTF-8"),
        (b"," * 99 + b",a", "1:101: more than 100 fields"),
        (b",".join([b"a"] * 200), "1:201: more than 100 fields"),
    ],
)
def test_what_is_no_csv_is_refused_with_its_place(tmp_path, content, told):
    assert refused(tmp_path, content).startswith(told)


def test_a_hundred_fields_are_not_too_many(tmp_path):
    assert len(rows(tmp_path, b"," * 99)[0].fields) == 100


def test_what_is_no_file_is_refused_unread(tmp_path):
    """Reading a pipe would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "missing", tmp_path / "pipe", tmp_path, "/dev/zero"):
        with pytest.raises(ResultsError, match=":1:1: (no such file|is no file)"):
            list(read_csv(str(path)))


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_file, "LARGEST_FILE", 3)
    assert rows(tmp_path, b"a,b")
    assert refused(tmp_path, b"a,bc").startswith("1:1: is larger than")
