package dev.heddle.samples.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What conditional requests ask about one thing: which version it is and when it was changed (RFC 9110 section 13).
 * Immutable.
 */
final class Preconditions {
    /** What becomes of a request. */
    enum Outcome {
        FULFILLED,
        NOT_MODIFIED,
        FAILED
    }

    private final String entityTag;

    /** In whole seconds, as the headers tell it. */
    private final Instant changed;

    /** Of a thing with a strong entity tag. */
    Preconditions(String entityTag, Instant changed) {
        this.entityTag = entityTag;
        this.changed = changed.truncatedTo(ChronoUnit.SECONDS);
    }

    /** For GET and HEAD, in the order of section 13.2.2. */
    Outcome of(Request request) {
        String ifMatch = request.header("if-match");
        if (ifMatch != null) {
            if (!lists(ifMatch, false)) {
                return Outcome.FAILED;
            }
        } else if (isAfter(changed, request.header("if-unmodified-since"))) {
            return Outcome.FAILED;
        }
        String ifNoneMatch = request.header("if-none-match");
        if (ifNoneMatch != null) {
            return lists(ifNoneMatch, true) ? Outcome.NOT_MODIFIED : Outcome.FULFILLED;
        }
        Instant since = date(request.header("if-modified-since"));
        return since != null && !changed.isAfter(since) ? Outcome.NOT_MODIFIED : Outcome.FULFILLED;
    }

    /** Whether a range may be sent in place of all: section 13.1.5. */
    boolean allowRange(Request request) {
        String ifRange = request.header("if-range");
        if (ifRange == null) {
            return true;
        }
        return ifRange.equals(entityTag) || changed.equals(HttpDate.parse(ifRange));
    }

    private static boolean isAfter(Instant changed, @Nullable String header) {
        Instant date = date(header);
        return date != null && changed.isAfter(date);
    }

    private static @Nullable Instant date(@Nullable String header) {
        return header == null ? null : HttpDate.parse(header);
    }

    /**
     * Whether a list of entity tags has ours in it, or is an asterisk. By the weak comparison a mark of weakness does not
     * matter; by the strong one a weak tag is like no other (section 8.8.3.2).
     */
    private boolean lists(String header, boolean weakly) {
        if (header.equals("*")) {
            return true;
        }
        for (String each : header.split(",", -1)) { // our tags have no comma in them
            String tag = each.strip();
            if (tag.equals(entityTag) || weakly && tag.equals("W/" + entityTag)) {
                return true;
            }
        }
        return false;
    }
}
