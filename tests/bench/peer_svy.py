"""Prints the seconds that some weighted tables by type take with svy, which adds standard errors and a test to each."""

from __future__ import annotations

import importlib
import sys
import time


def main(file: str, few: int) -> None:
    """Makes as many tables of the file as asked for; reading it is not timed."""
    polars, svy = importlib.import_module("polars"), importlib.import_module("svy")
    returns = polars.read_csv(file)
    items = [name for name in returns.columns if name.startswith("q")][:few]
    returns = returns.with_columns(polars.col(name).cast(polars.String) for name in items)
    sample = svy.Sample(data=returns, design=svy.Design(stratum="type", wgt="weight"))
    begun, used = time.perf_counter(), time.process_time()
    for name in items:
        sample.categorical.tabulate(rowvar=name, colvar="type")
    print(min(time.perf_counter() - begun, time.process_time() - used))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
