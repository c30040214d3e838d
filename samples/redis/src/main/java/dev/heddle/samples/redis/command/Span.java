package dev.heddle.samples.redis.command;

/** From one place to another, both included and counted from 0, or from the end if below zero. Immutable. */
record Span(long first, long last) {
    /** The places {@code from} to before {@code to}. */
    record Part(int from, int to) {
        int size() {
            return to - from;
        }
    }

    /** The span that arguments {@code i} and {@code i + 1} tell. */
    static Span of(Call call, int i) {
        return new Span(call.integer(i), call.integer(i + 1));
    }

    /** What it means where there are so many. */
    Part in(int size) {
        long from = Math.max(0, first < 0 ? first + size : first);
        long to = Math.min(size, (last < 0 ? last + size : last == Long.MAX_VALUE ? last - 1 : last) + 1);
        return from < to ? new Part((int) from, (int) to) : new Part(0, 0);
    }
}
