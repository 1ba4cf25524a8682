"""A question that a figure asks before it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, init=False)
class Predict:
    """A question with two to four answers; the figure shows itself once one has been chosen.

    ``Predict("Will the rate rise or fall?", "rise", "fall", answer="fall", because="Composition grows faster.")``.
    ``answer`` is the one that the figure bears out, ``because`` a sentence that says why.
    """

    question: str
    answers: tuple
    answer: str
    because: str

    def __init__(self, question, *answers, answer, because=""):
        if not 2 <= len(answers) <= 4 or len(set(answers)) < len(answers):
            raise ValueError(f"Predict {question!r}: answers = {answers} must be two to four, no two alike")
        if not all(isinstance(each, str) and each.strip() for each in (question, *answers)):
            raise ValueError(f"Predict {question!r}: the question and its answers {answers} must be texts")
        if answer not in answers:
            raise ValueError(f"Predict {question!r}: answer = {answer!r} must be one of {answers}")
        for name, value in {"question": question, "answers": answers, "answer": answer, "because": because}.items():
            object.__setattr__(self, name, value)

    @property
    def finding(self):
        """The answer and why, as sentences."""
        return f"{self.answer[0].upper()}{self.answer[1:]}. {self.because}".strip()
