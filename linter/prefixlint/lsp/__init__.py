"""The language server: findings, maps and fixes for editors, over standard input and output."""
