"""The ten charts: what must come out of each."""

from __future__ import annotations

from clinic_tui.model.chart import Chart
from tests.builders import base_assessment, base_chart


def test_the_base_chart_comes_back_from_its_file_as_it_was() -> None:
    chart = base_chart(assessment=base_assessment(red_flags=()))
    assert Chart.model_validate_json(chart.model_dump_json()) == chart
