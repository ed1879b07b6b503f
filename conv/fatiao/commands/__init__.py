"""The commands of ``fatiao``, one module each: options, help and exit code; they do not know how pages look."""
