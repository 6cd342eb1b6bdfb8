"""The engine for registries: the same sums as the reference, formed by DuckDB without a row in Python."""

from reconnect.analysis.engines.duckdb.formed import Formed, form
from reconnect.analysis.engines.duckdb.rows import Rows, Shape

__all__ = ["Formed", "Rows", "Shape", "form"]
