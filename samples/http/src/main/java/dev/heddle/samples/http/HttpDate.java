package dev.heddle.samples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Dates as RFC 9110 section 5.6.7 writes them, and the Date header of this second. Confined to the loop thread. */
final class HttpDate {
    private static final DateTimeFormatter FORM = form("EEE, dd MMM yyyy HH:mm:ss 'GMT'");

    /** The form of today, and the two obsolete ones that a recipient has to know. */
    private static final List<DateTimeFormatter> FORMS =
            List.of(FORM, twoDigitYears(), form("EEE MMM ppd HH:mm:ss yyyy"));

    private long second = -1;
    private byte[] line = {};

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }

    /** A year that seems to be more than 50 years ahead is one of the century before. */
    private static DateTimeFormatter twoDigitYears() {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, Year.now(ZoneOffset.UTC).getValue() - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
    }

    static String format(Instant instant) {
        return FORM.format(instant);
    }

    /** Null if the text is no date, which is to be ignored then (RFC 9110 section 13.1.3). */
    static @Nullable Instant parse(String text) {
        for (DateTimeFormatter form : FORMS) {
            try {
                return ZonedDateTime.parse(text, form).toInstant();
            } catch (DateTimeException another) {
                // the next form may fit
            }
        }
        return null;
    }

    /** The header line, with its end, for an answer that is sent now. */
    byte[] line() {
        long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        if (now != second) {
            second = now;
            line = ("Date: " + format(Instant.ofEpochSecond(now)) + "\r\n").getBytes(ISO_8859_1);
        }
        return line;
    }
}
