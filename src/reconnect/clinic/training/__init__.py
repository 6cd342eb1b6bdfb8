"""How sure staff are of their own skills, and words to rehearse."""
