"""Pages to print, each one HTML file that needs nothing else."""
