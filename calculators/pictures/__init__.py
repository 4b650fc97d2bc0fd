"""Pictures of answers: SVG beside the table of its points.

    from calculators.pictures import pictures_of

No picture has arithmetic of its own but where its lines stand: its points come from the functions
of the calculators. A further picture is a module here, its line in `PICTURES` of `door.py` and its
words under `pictures.<key>` in `messages/`.
"""

from calculators.pictures.door import pictures_of, pictures_text

__all__ = ["pictures_of", "pictures_text"]
