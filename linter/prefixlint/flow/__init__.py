"""Abstract interpretation of Python text-building code: values, volatility, execution. Knows no provider and no rule."""
