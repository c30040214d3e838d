package dev.heddle.samples.http;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** What answers requests. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers one request, in the task of its connection: requests of one connection are handled one after the other. The
     * request, and what was got from it other than strings, is good until the answer has been sent.
     *
     * @return fails with an {@link HttpException} to answer with its status; any other exception is reported and answered
     *     with 500
     */
    @Async
    Coroutine<Response> handle(Request request) throws Exception;
}
