"""Facts about the Chinese language and Chinese law in general, and the interface language; knows no particular law."""
