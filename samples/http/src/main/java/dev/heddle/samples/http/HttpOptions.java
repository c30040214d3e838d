package dev.heddle.samples.http;

/** What an {@link HttpServer} allows its clients. Immutable. */
public record HttpOptions(Limits limits, Deadlines deadlines) {
    /** The defaults of both. */
    public static HttpOptions defaults() {
        return new HttpOptions(Limits.defaults(), Deadlines.defaults());
    }

    /** The same with other limits. */
    public HttpOptions limits(Limits other) {
        return new HttpOptions(other, deadlines);
    }

    /** The same with other deadlines. */
    public HttpOptions deadlines(Deadlines other) {
        return new HttpOptions(limits, other);
    }
}
