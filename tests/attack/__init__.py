"""What an attacker tries on a server with people's records behind a sign-in, and what comes back."""
