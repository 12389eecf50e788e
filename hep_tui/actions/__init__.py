"""What a facilitator can do: one module a noun, one function a verb."""
