"""What an operator writes: the environment and the network file, as model values or as sentences about their faults."""
