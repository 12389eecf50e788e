"""What a review is: frozen values and pure rules, standard library only."""
