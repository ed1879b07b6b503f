"""Make citation records and the forms that they are printed in."""
