package dev.heddle.samples.redis.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as they are written in requests and replies. Stateless. */
public final class Decimals {
    /** Digits behind the point that Redis keeps when it adds to a number with a fraction. */
    private static final int FRACTION = 17;

    /** As many whole numbers, counted from zero, are exact in a double. */
    private static final double EXACT = 1L << 52;

    private static final int DIGITS_OF_LONG = 19;

    private Decimals() {}

    /**
     * A whole number in its only form: no plus sign, no zeros in front, no spaces.
     *
     * @throws NumberFormatException if it is not one, or does not fit
     */
    public static long parseLong(byte[] bytes, int start, int length) {
        int at = start;
        int end = start + length;
        boolean negative = length > 1 && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int digits = end - at;
        if (digits < 1 || digits > DIGITS_OF_LONG || bytes[at] == '0' && length > 1) {
            throw new NumberFormatException();
        }
        long value = 0; // below zero: there is one more of those
        for (; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException();
            }
            value = 10 * value - digit;
        }
        if (value > 0 || !negative && value == Long.MIN_VALUE) {
            throw new NumberFormatException();
        }
        return negative ? value : -value;
    }

    /**
     * A number with or without a fraction, or infinity.
     *
     * @throws NumberFormatException if it is neither
     */
    public static double parseDouble(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity":
                return Double.POSITIVE_INFINITY;
            case "-inf", "-infinity":
                return Double.NEGATIVE_INFINITY;
            default:
                requirePlain(text);
                return Double.parseDouble(text);
        }
    }

    /**
     * A number with or without a fraction, exactly.
     *
     * @throws NumberFormatException if it is none, or out of the range that Redis has for them
     */
    public static BigDecimal parseExact(String text) {
        requirePlain(text);
        double rough = Double.parseDouble(text);
        if (Double.isInfinite(rough)) {
            throw new NumberFormatException();
        }
        return Math.abs(rough) < Double.MIN_NORMAL ? BigDecimal.ZERO : new BigDecimal(text);
    }

    /** What Java takes for a number is more than what Redis does. */
    private static void requirePlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                throw new NumberFormatException();
            }
        }
    }

    /** The shortest form that reads as the same double; whole numbers without a fraction. */
    public static String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -5 && exponent < 21) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (exact.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "" : "+")
                + exponent;
    }

    /** Rounded to seventeen digits behind the point, without zeros at the end and without an exponent. */
    public static byte[] format(BigDecimal value) {
        BigDecimal rounded = value.setScale(FRACTION, RoundingMode.HALF_EVEN);
        String text = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        return text.getBytes(ISO_8859_1);
    }
}
