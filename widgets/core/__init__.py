"""The parts that every figure shares: markup, messages, drawing and the scripts of both hosts."""
