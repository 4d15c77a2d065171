"""What tests of Python and of JavaScript both read."""
