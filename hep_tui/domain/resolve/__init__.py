"""Find which school, person, role or other term of a review is meant by what people say or type."""
