"""Numbers and quantities with units, as people write and read them."""
