package dev.heddle.proof.jar;

import dev.heddle.proof.inject.Injector;
import dev.heddle.proof.jar.ClassOutcome.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many points each method of one class may get, by its number: less each time that it is refused. Confined to one thread.
 */
final class Limits implements IntUnaryOperator {
    /** The points of a method that has little room. */
    private static final int FEW_POINTS = 2;

    private static final Pattern NUMBER = Pattern.compile(Pattern.quote(Injector.PREFIX) + "(\\d+)\\$");

    private final Map<Integer, Integer> most = new HashMap<>();
    private final List<Refusal> refused = new ArrayList<>();

    /** Of a class with too many constants, one method in so many is injected. */
    private int oneIn = 1;

    @Override
    public int applyAsInt(int number) {
        return number % oneIn == oneIn - 1 ? most.getOrDefault(number, Injector.MOST_POINTS) : 0;
    }

    /** Lets a method, known by the name of its body, have few points, and the second time none. */
    void lower(Refusal refusal) {
        number(refusal)
                .ifPresentOrElse(
                        number -> {
                            if (most.merge(number, FEW_POINTS, (before, few) -> 0) == 0) {
                                refused.add(refusal);
                            }
                        },
                        () -> halve(refusal));
    }

    /** Lets a method, known by the name of its body, have no points. */
    void forbid(Refusal refusal) {
        number(refusal)
                .ifPresentOrElse(
                        number -> {
                            most.put(number, 0);
                            refused.add(refusal);
                        },
                        () -> halve(refusal));
    }

    /** Lets half as many methods of the class have points; also where another method of it has no room beside them. */
    void halve(Refusal refusal) {
        if (oneIn == 1) {
            refused.add(refusal);
        }
        oneIn *= 2;
    }

    /** Why methods may have no points. */
    List<Refusal> refused() {
        return List.copyOf(refused);
    }

    /** How many methods may have few points only. */
    int reduced() {
        return (int) most.values().stream().filter(limit -> limit > 0).count();
    }

    private static Optional<Integer> number(Refusal refusal) {
        Matcher number = NUMBER.matcher(refusal.place());
        return number.find() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
    }
}
