/**
 * The longest wait that a server may ask for and get. Who asks for more, such as a day's limit that is used up, ends the run
 * instead, which the same command resumes.
 */
export const longestWaitInMs = 5 * 60_000;
