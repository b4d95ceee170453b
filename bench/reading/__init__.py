"""The reading engine against rivals and yardsticks: `python -m bench.reading kinds|aspects|times|spans|speed`."""
