"""Files of measured cells: what they may hold, and where they are wrong."""

import pytest

from tiersim_results import ResultsError
from tiersim_results.validation.measured_cells import read_measured

HEADER = "subject,operator,deployment,"


def read(tmp_path, text):
    path = tmp_path / "cells.csv"
    path.write_text(text, encoding="utf-8")
    return read_measured(str(path))


def test_a_row_is_a_request_or_a_cell(tmp_path):
    rows = read(tmp_path, f"{HEADER}latency_ms\na,x,edge,12.5\na,x,edge, 1e1 \n")
    assert [row.figures_ns for row in rows] == [{"latency_ms": 12.5e6}, {"latency_ms": 1e7}]
    rows = read(tmp_path, f"median_ms,{HEADER}p95_ms,sweep.seed\n2,a,x,edge,,1\n")
    assert rows[0].figures_ns["median_ms"] == 2e6
    assert rows[0].figures_ns["p95_ms"] != rows[0].figures_ns["p95_ms"]  # NaN: not measured
    assert rows[0].fields["sweep.seed"].text == "1"


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "1:1: is empty (begin with the line subject,operator,deployment,latency_ms)"),
        ("\n\n", "1:1: is empty"),
        (f"{HEADER}latency_ms\n", "2:1: has no measured cell"),
        ("subject,operator,latency_ms\n", "1:1: deployment: no such column"),
        (f"{HEADER}\n", '1:29: unknown column "" ('),
        (f"{HEADER}latency\n", '1:29: unknown column "latency" (did you mean "latency_ms"?)'),
        (f"{HEADER}latency_ms,subject\n", "1:40: subject: is there twice (keep one)"),
        (f"{HEADER}sweep.x\n", "1:1: latency_ms and median_ms are both missing"),
        (f"{HEADER}latency_ms,median_ms\n", "1:1: latency_ms and median_ms are both there"),
        (f"{HEADER}latency_ms,p95_ms\n", "1:40: p95_ms: follows from latency_ms"),
        (f"{HEADER}latency_ms\na,x,edge\n", "2:1: has 3 fields, the first line 4"),
        (f"{HEADER}latency_ms\na,,edge,1\n", "2:3: operator: is empty (fill it in)"),
        (f"{HEADER}latency_ms\na,x,edge,\n", "2:10: latency_ms: is empty"),
        *(
            (f"{HEADER}latency_ms\na,x,edge,{odd}\n", f'2:10: latency_ms: "{odd}" is no number')
            for odd in ("fast", "nan", "inf", "5 ms", "5s", "5 %", "0x10", "1e", "5 packets", "1_0")
        ),
        *(
            (f"{HEADER}latency_ms\na,x,edge,{odd}\n", f"2:10: latency_ms: {odd} is out of range")
            for odd in ("0", "-1", "1e-9", "1e12")
        ),
        (f"{HEADER}latency_ms\na,x,edge,1e999\n", '2:10: latency_ms: "1e999" is no number'),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, told):
    with pytest.raises(ResultsError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'cells.csv'}:{told}")
    assert str(error.value).endswith(")") and "\n" not in str(error.value)
