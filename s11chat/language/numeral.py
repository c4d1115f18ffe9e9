"""The words numbers are said with: units, tens, what multiplies them and what takes a part of one."""

from __future__ import annotations

UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"nought": 0, "naught": 0, "nil": 0}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
} | {"fourty": 40}
SCALES = {
    "thousand": 1e3,
    "k": 1e3,
    "grand": 1e3,
    "thou": 1e3,
    "million": 1e6,
    "mil": 1e6,
    "mill": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "dozen": 12,
}
PARTS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "quarter": 1 / 4,
    "fifth": 1 / 5,
    "sixth": 1 / 6,
    "eighth": 1 / 8,
    "tenth": 1 / 10,
}
