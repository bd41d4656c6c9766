"""How far a simulation is from reality, and whether both lead to the same decisions."""
