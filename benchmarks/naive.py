"""The naive list as a baseline: sixty words a pole, counted; what nobody should project."""

from __future__ import annotations

import re

OUTSIDE = """
customer client user patient guest member citizen resident tenant student pupil parent family
child people community society market public consumer buyer visitor passenger traveller reader
viewer listener fan farmer donor voter applicant claimant policyholder subscriber borrower
investor shopper neighbour village city nature environment climate world country economy
competitor partner stakeholder audience industry region everyone somebody others they them their
external outside
"""
INSIDE = """
team colleague staff employee manager boss department company organisation organization process
meeting budget plan schedule system report policy procedure compliance audit ticket backlog sprint
code database tool template spreadsheet dashboard workflow document file form invoice order stock
warehouse machine equipment production shift rota office project programme target kpi deadline
milestone quota headcount cost saving internal inside our we hr finance management
"""
OUTCOME = """
help enable improve better happy satisfied healthy safe confident independent able understand
learn grow benefit impact value change result outcome success trust loyalty satisfaction wellbeing
health quality life freedom relief recovery comfort joy peace hope solve prevent protect save
easier faster cheaper again finally feel know live return recommend retain profit revenue growth
need experience support empower achieve difference future sustainable
"""
OUTPUT = """
deliver produce make build ship send write report process handle manage check plan schedule file
register count number volume amount hours units pieces calls tickets tasks features releases
projects meetings on time deadline budget speed fast quick efficient productivity utilisation
throughput backlog closed completed done finished documented error defect quality test inspect
clean repair install load drive cook sell
"""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})(?:s|es|ed|ing)?\b", re.IGNORECASE)


_POLES = tuple(map(_pattern, (INSIDE, OUTSIDE, OUTPUT, OUTCOME)))


def read_naively(text: str) -> tuple[float, float] | None:
    """Return x and y from -1 to 1 by counting words; None where an axis has none."""
    inside, outside, output, outcome = (len(pole.findall(text)) for pole in _POLES)
    if not inside + outside or not output + outcome:
        return None
    return (outside - inside) / (outside + inside), (outcome - output) / (outcome + output)
