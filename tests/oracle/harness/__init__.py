"""The parts of the oracle: programs with their marks, two worlds to run them in, the wire, and what prefixlint predicts."""
