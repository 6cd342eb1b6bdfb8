"""The questionnaires a service uses: the shipped ones, or its own wording of them."""
