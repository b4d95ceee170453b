"""What every page shares: base template, design tokens, static files, the Board."""
