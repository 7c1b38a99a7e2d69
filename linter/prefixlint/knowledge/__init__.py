"""Facts about SDKs, providers, functions and names: tables with source and date, loaded when first asked."""
