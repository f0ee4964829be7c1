/** Checks that a call is refused with one of the client's own errors and a message about it. */
export async function refused(tally, what, call, name, words) {
  try {
    const answer = await call();
    tally.check(what, false, `it was answered: ${JSON.stringify(answer)}`);
  } catch (error) {
    tally.check(what, error.name === name && words.test(error.message), `${error.name}: ${error.message}`);
  }
}
