"""What the service needs from outside, one file per contract, each written for who implements it."""
