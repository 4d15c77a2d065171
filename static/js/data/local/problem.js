/** Why something cannot be kept in this browser. */

/** `message` is a sentence for people; `problems` are all of them, {place, message}. */
export class LocalProblem extends Error {
  constructor(message, problems = []) {
    super(message);
    this.name = 'LocalProblem';
    this.problems = problems;
  }
}
