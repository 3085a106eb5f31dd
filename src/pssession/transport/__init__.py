"""Client-side byte streams; knows no PSRP."""
