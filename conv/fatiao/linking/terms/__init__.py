"""Uses of terms."""
