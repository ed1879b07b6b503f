"""Finding provisions of different laws that share words."""
