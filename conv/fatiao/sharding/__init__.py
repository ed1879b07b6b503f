"""A build shared out to other processes and machines: what each of them does, and who hands it to them."""
