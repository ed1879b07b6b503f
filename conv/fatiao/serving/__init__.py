"""Own the local server of a curator: it builds again when a file changes, and shows findings on their pages."""
