package dev.heddle.proof.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** How many times as large things have become: percentiles of ratios. Not safe for several threads. */
final class Growth {
    private static final double[] PARTS = {0.5, 0.9, 0.99, 1};

    private double[] ratios = new double[1 << 10];
    private int count;
    private long before;
    private long after;

    /** Adds one thing, which is not empty before. */
    void add(int sizeBefore, int sizeAfter) {
        if (count == ratios.length) {
            ratios = Arrays.copyOf(ratios, 2 * count);
        }
        ratios[count++] = (double) sizeAfter / sizeBefore;
        before += sizeBefore;
        after += sizeAfter;
    }

    @Override
    public String toString() {
        if (count == 0) {
            return "none";
        }
        double[] sorted = Arrays.copyOf(ratios, count);
        Arrays.sort(sorted);
        return DoubleStream.of(PARTS)
                .mapToObj(part -> String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        part == 1 ? "max" : String.format(Locale.ROOT, "p%.0f", part * 100),
                        sorted[(int) Math.round(part * (count - 1))]))
                .collect(Collectors.joining(
                        ", ", "", String.format(Locale.ROOT, ", all %.2f", (double) after / before)));
    }
}
