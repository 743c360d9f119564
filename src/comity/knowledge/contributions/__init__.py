"""What a person contributes and a second one decides about: the common way of lessons and corrections."""
