"""Find the uses of terms."""
