"""What is known about each scenario: latencies, their parts, accuracy, profiles, caveats."""
